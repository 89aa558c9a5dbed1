package io.vehicletelemetry.tck.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A line that is no comment, and where it stands. Immutable.
 *
 * @param file the file's name
 * @param number its number, from 1
 * @param text all of it
 */
record Line(String file, int number, String text) {

    static List<Line> read(Path file) {
        List<String> all;
        try {
            all = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("file " + file + ": cannot be read", e);
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).isBlank() && !all.get(i).startsWith("#")) {
                lines.add(new Line(String.valueOf(file.getFileName()), i + 1, all.get(i)));
            }
        }
        return lines;
    }

    /** The columns, at most so many: the last takes the rest. */
    List<String> columns(int limit) {
        return List.of(text.split("\t", limit));
    }

    /** A column, from 0. */
    String column(int index, String what) {
        List<String> columns = columns(-1);
        if (index >= columns.size() || columns.get(index).isBlank()) {
            throw bad("has no " + what + " in column " + (index + 1) + "; columns are parted by one tab");
        }
        return columns.get(index).strip();
    }

    /** A column as another type; what the type refuses is told with the place. */
    <T> T column(int index, String what, Function<String, T> type) {
        String column = column(index, what);
        return told(() -> type.apply(column));
    }

    <T> T told(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place() + ": " + e.getMessage(), e);
        }
    }

    IllegalArgumentException bad(String wrong) {
        return new IllegalArgumentException(place() + ": " + wrong + ": " + text);
    }

    String place() {
        return file + ":" + number;
    }
}
