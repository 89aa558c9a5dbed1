package io.vehicletelemetry.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The numbers of a fault, for the log and for the documents.
 *
 * @param fault what was done
 * @param parts with which broker and database
 * @param sent how many numbered messages the broker had acknowledged
 * @param stored how many of these numbers are in the history
 * @param duplicates how many are there once more
 * @param dropped how many the recorder counted as dropped
 */
record Report(String fault, String parts, int sent, int stored, int duplicates, long dropped) {

    private static final System.Logger LOG = System.getLogger(Report.class.getName());

    static Report of(String fault, String parts, Cars cars, Recorded recorded) {
        return of(fault, parts, cars, recorded, 0);
    }

    static Report of(String fault, String parts, Cars cars, Recorded recorded, long dropped) {
        int sent = cars.sent().size();
        return new Report(
                fault, parts, sent, sent - recorded.missing(cars.sent()).size(), recorded.duplicates(), dropped);
    }

    /** Tells them. */
    Report tell() {
        String line = "| " + fault + " | " + parts + " | " + sent + " | " + stored + " | " + duplicates + " | "
                + dropped + " |";
        LOG.log(
                System.Logger.Level.INFO,
                "FAULT {0}; {1}: sent {2}, stored {3}, duplicates {4}, dropped {5}",
                fault,
                parts,
                Integer.toString(sent),
                Integer.toString(stored),
                Integer.toString(duplicates),
                Long.toString(dropped));
        String file = System.getProperty("faults.report");
        if (file != null) {
            try {
                Files.write(Path.of(file), List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }
}
