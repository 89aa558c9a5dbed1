package io.vehicletelemetry.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.json.JsonWriter;

/**
 * The one HTML page. What the first paint needs is written into it: styles, where the server's addresses are, which modules
 * to fetch at once, and a few lines that ask for the first values. Whatever is inline in it is named by its hash in the
 * Content-Security-Policy, so that nothing else is ever executed.
 */
final class DashboardPage {

    static final String NAME = "index.html";

    private static final List<String> STYLES = List.of("style/first.css", "style/pages.css", "lib/uplot/uPlot.css");
    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script(?: type=\"importmap\")?>(.*?)</script>", Pattern.DOTALL);
    private static final JsonWriter<Map<String, Object>> JSON = JsonWriter.standard();

    private final String template;
    private final String policy;
    private final String version;
    private final List<DashboardSettings.Threshold> thresholds;

    DashboardPage(SortedMap<String, DashboardFile> files, List<DashboardSettings.Threshold> thresholds) {
        this.version = version(files);
        String css = STYLES.stream().map(name -> text(files, name)).collect(Collectors.joining("\n"));
        String preload = files.keySet().stream()
                .filter(name -> name.equals("app/main.js") || name.startsWith("lib/lit-html/"))
                .map(name -> "<link rel=\"modulepreload\" href=\"{{root}}" + name + "\">")
                .collect(Collectors.joining("\n"));
        this.template = text(files, NAME)
                .replace("{{css}}", css)
                .replace("{{preload}}", preload)
                .replace("{{early}}", text(files, "early.js"))
                .replace("{{root}}", folder());
        this.thresholds = thresholds;
        List<String> scripts = new ArrayList<>();
        Matcher inline = INLINE_SCRIPT.matcher(template);
        while (inline.find()) {
            scripts.add(hash(inline.group(1)));
        }
        // connect-src 'self' covers the socket of the same host; uPlot and lit-html need no inline style or script.
        this.policy = "default-src 'none'; script-src 'self' " + String.join(" ", scripts) + "; style-src 'self' "
                + hash(css) + "; img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    }

    /** A folder whose name changes with anything in it: a browser may keep its files for ever. */
    String folder() {
        return "v/" + version + "/";
    }

    private static String version(SortedMap<String, DashboardFile> files) {
        String tags = files.values().stream().map(DashboardFile::tag).collect(Collectors.joining());
        // Base64 has signs that an address cannot have.
        return DashboardFile.sha256(tags.getBytes(StandardCharsets.UTF_8))
                .replaceAll("[^A-Za-z0-9]", "")
                .substring(0, 12);
    }

    /** The Content-Security-Policy that goes with it. */
    String policy() {
        return policy;
    }

    /**
     * The page of an application.
     *
     * @param rest path of the REST resources, as a browser has it
     * @param socket path of the WebSocket, as a browser has it
     */
    DashboardFile at(String rest, String socket) {
        List<Map<String, Object>> levels = thresholds.stream()
                .map(one -> Map.<String, Object>of(
                        "signal", one.signal(), "warning", one.warning(), "critical", one.critical()))
                .toList();
        String json =
                JSON.writeToString(Map.of("rest", rest, "socket", socket, "root", folder(), "thresholds", levels));
        // A data block ends at the first </script>, whatever it says.
        String page = template.replace("{{config}}", json.replace("<", "\\u003c"));
        return DashboardFile.of(NAME, page.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SortedMap<String, DashboardFile> files, String name) {
        DashboardFile file = files.get(name);
        if (file == null) {
            throw new IllegalStateException("telemetry-dashboard: " + name + " is not in its jar");
        }
        return file.text();
    }

    private static String hash(String inline) {
        return "'sha256-" + DashboardFile.sha256(inline.getBytes(StandardCharsets.UTF_8)) + "'";
    }
}
