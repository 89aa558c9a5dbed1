package io.vehicletelemetry.tck.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One thing that has to hold at one time. Immutable.
 *
 * @param line where it stands
 * @param at when, after all that happens up to then
 * @param check what
 */
record Expectation(Line line, Duration at, Check check) {

    private static final String EVERYTHING = "*";

    static List<Expectation> read(Path file) {
        List<Expectation> all = new ArrayList<>();
        for (Line line : Line.read(file)) {
            Duration at = line.column(0, "time", Offset::parse);
            String subject = line.column(1, "vehicle or *");
            int columns = line.columns(-1).size();
            line.column(2, "expectation");
            for (int i = 2; i < columns; i++) {
                Check check = subject.equals(EVERYTHING)
                        ? line.column(i, "expectation", CountCheck::parse)
                        : line.column(i, "expectation", text -> VehicleCheck.parse(subject, text));
                all.add(new Expectation(line, at, check));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(file.getFileName() + ": expects nothing");
        }
        all.sort(Comparator.comparing(Expectation::at));
        return List.copyOf(all);
    }

    /** Something that has to hold. */
    interface Check {

        /** What is wrong, or an empty text where it holds. */
        String wrong(Playback playback);
    }
}
