package io.vehicletelemetry.dashboard;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Several modules as one, so that a browser asks for one file and not, on a slow network, for thirty. It knows the few forms
 * of import and export that the dashboard's own modules use, a line each, and refuses any other. Libraries stay modules of
 * their own.
 */
final class ModuleBundle {

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:(\\w+)|\\{([^}]*)\\}) from '([^']+)';$", Pattern.MULTILINE);
    private static final Pattern EXPORT = Pattern.compile(
            "^export (?:(default) |((?:const|class|function|async function) (\\w+)))", Pattern.MULTILINE);
    private static final Pattern LEFT_OVER = Pattern.compile("^(?:import|export)\\b[^(].*", Pattern.MULTILINE);

    private final UnaryOperator<String> source;
    private final Set<String> elsewhere;
    private final Map<String, String> libraries = new LinkedHashMap<>();
    private final Map<String, String> modules = new LinkedHashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();
    private String exports = ""; // of the module that was added last, which is the entry

    private ModuleBundle(UnaryOperator<String> source, Set<String> elsewhere) {
        this.source = source;
        this.elsewhere = elsewhere;
    }

    /**
     * A module with everything that it needs.
     *
     * @param source text of a module by its path
     * @param entry path of the module
     * @param other a bundle that is there before; what it has is taken from it
     */
    static ModuleBundle of(UnaryOperator<String> source, String entry, Set<String> other) {
        ModuleBundle bundle = new ModuleBundle(source, other);
        bundle.add(entry);
        return bundle;
    }

    /** Paths of the modules in it. */
    Set<String> names() {
        return modules.keySet();
    }

    /**
     * The text of the bundle, which exports what its entry does.
     *
     * @param first address of the bundle that is there before, as this one has it; empty for the first
     */
    String text(String first) {
        StringBuilder text = new StringBuilder();
        libraries.forEach((library, name) -> text.append("import * as ")
                .append(name)
                .append(" from '")
                .append(library)
                .append("';\n"));
        text.append(first.isEmpty() ? "export const $ = {};\n" : "import { $ } from '" + first + "';\n");
        modules.forEach((path, code) -> text.append(code));
        if (!exports.isEmpty()) {
            String entry = modules.keySet().stream().reduce("", (before, path) -> path);
            text.append("export const { ")
                    .append(exports)
                    .append(" } = $['")
                    .append(entry)
                    .append("'];\n");
        }
        return text.toString();
    }

    private void add(String path) {
        if (elsewhere.contains(path) || modules.containsKey(path)) {
            return;
        }
        if (!underWay.add(path)) {
            throw new IllegalStateException("modules import each other in a circle: " + underWay);
        }
        String code = source.apply(path);
        String body = IMPORT.matcher(code).replaceAll(found -> Matcher.quoteReplacement(imported(path, found)));
        Set<String> names = EXPORT.matcher(body)
                .results()
                .map(found -> found.group(1) == null ? found.group(3) : "default: $default")
                .collect(Collectors.toCollection(LinkedHashSet::new));
        body = EXPORT.matcher(body)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) == null ? found.group(2) : "const $default = "));
        Matcher leftOver = LEFT_OVER.matcher(body);
        if (leftOver.find()) {
            throw new IllegalStateException(path + ": cannot be bundled: " + leftOver.group());
        }
        exports = String.join(", ", names);
        modules.put(path, "$['" + path + "'] = (() => {\n" + body + "return { " + exports + " };\n})();\n");
    }

    private String imported(String from, MatchResult found) {
        String what = found.group(3);
        String module;
        if (what.startsWith(".")) {
            String path = resolve(from, what);
            add(path);
            module = "$['" + path + "']";
        } else {
            module = libraries.computeIfAbsent(what, library -> "$" + libraries.size());
        }
        String names = found.group(1) != null
                ? "{ default: " + found.group(1) + " }"
                : "{" + found.group(2).replace(" as ", ": ") + "}";
        return "const " + names + " = " + module + ";";
    }

    private static String resolve(String from, String relative) {
        return URI.create(from).resolve(relative).toString();
    }
}
