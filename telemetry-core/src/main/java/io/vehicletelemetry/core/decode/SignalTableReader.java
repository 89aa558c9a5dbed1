package io.vehicletelemetry.core.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the signal table, strictly: a table with a mistake in it stops the program at once. */
final class SignalTableReader {

    private static final String HEADER = "name\tunit\tmin\tmax\tobd_pid\twican_key\tnote";

    private final String source;
    private final List<SignalDefinition> signals = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int line;

    private SignalTableReader(String source) {
        this.source = source;
    }

    static SignalTable resource(String name) {
        try (InputStream in = SignalTableReader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + SignalTableReader.class.getName());
            }
            return read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    static SignalTable read(String source, String text) {
        SignalTableReader reader = new SignalTableReader(source);
        text.lines().forEach(reader::line);
        reader.require(!reader.signals.isEmpty(), "no signals");
        return new SignalTable(reader.signals);
    }

    private void line(String text) {
        line++;
        if (line == 1) {
            require(text.equals(HEADER), "header: expected the tab-separated columns of " + HEADER.replace('\t', ' '));
            return;
        }
        String[] fields = text.split("\t", -1);
        require(fields.length == 7, fields.length + " fields: expected 7");
        require(fields[0].matches("[a-z][a-z0-9_]*"), "name " + fields[0] + ": allowed are a-z, 0-9 and _");
        require(seen.add(fields[0]), "name " + fields[0] + " is there twice");
        Double min = number(fields[2]);
        Double max = number(fields[3]);
        require(min == null || max == null || min <= max, "min " + min + " is above max " + max);
        String key = optional(fields[5]);
        require(
                key == null || (!fields[4].isEmpty() && key.startsWith(fields[4] + "-")),
                "wican_key " + key + ": expected its PID, then -");
        require(key == null || seen.add(key), "wican_key " + key + " is there twice");
        signals.add(new SignalDefinition(fields[0], optional(fields[1]), min, max, pid(fields[4]), key));
    }

    private static @Nullable String optional(String field) {
        return field.isEmpty() ? null : field;
    }

    private @Nullable Double number(String field) {
        require(field.isEmpty() || NumberText.isNumber(field), "bound " + field + ": expected a number");
        return field.isEmpty() ? null : Double.valueOf(field);
    }

    private @Nullable Integer pid(String field) {
        require(
                field.isEmpty() || field.matches("[0-9A-F]{2}"),
                "obd_pid " + field + ": expected two hexadecimal digits");
        return field.isEmpty() ? null : HexFormat.fromHexDigits(field);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(source + " line " + line + ": " + otherwise);
        }
    }
}
