package io.vehicletelemetry.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The SQL of one dialect by its names.
 *
 * <p><em>Immutable.</em>
 */
final class Statements {

    private static final String NAME = "-- name: ";

    private final Map<String, String> byName;

    private Statements(Map<String, String> byName) {
        this.byName = Map.copyOf(byName);
    }

    static Statements of(Dialect dialect) {
        Map<String, StringBuilder> texts = new HashMap<>();
        StringBuilder text = new StringBuilder(); // what stands before the first name is for people
        for (String line :
                resource(dialect.folder() + "/statements.sql").lines().toList()) {
            if (line.startsWith(NAME)) {
                text = new StringBuilder();
                texts.put(line.substring(NAME.length()).strip(), text);
            } else {
                text.append(line).append('\n');
            }
        }
        Map<String, String> byName = new HashMap<>();
        texts.forEach((name, sql) -> byName.put(name, sql.toString().strip()));
        return new Statements(byName);
    }

    String get(String name) {
        String sql = byName.get(name);
        if (sql == null) {
            throw new IllegalArgumentException("statement " + name + ": there is none of this name");
        }
        return sql;
    }

    /** A statement with a place filled: with what we made ourselves, never with what came from outside. */
    String get(String name, String place, Object content) {
        return get(name).replace("{" + place + "}", content.toString());
    }

    /** The statements of a script, which end with a semicolon at the end of a line. */
    static List<String> script(Dialect dialect, String file) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : resource(dialect.folder() + "/" + file).lines().toList()) {
            String code = line.replaceFirst("--.*", "").stripTrailing();
            statement.append(code).append('\n');
            if (code.endsWith(";")) {
                statements.add(
                        statement.substring(0, statement.lastIndexOf(";")).strip());
                statement.setLength(0);
            }
        }
        return statements;
    }

    private static String resource(String path) {
        try (InputStream in = Statements.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
