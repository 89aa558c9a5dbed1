package io.vehicletelemetry.benchmarks.history;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.jdbc.JdbcTelemetryHistory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a CSV export of very many frames holds in memory: it is read and written page by page, as the server's export
 * does it, to nowhere; after each tenth the heap is collected and measured.
 *
 * <p>Arguments: h2 or postgresql, frames (10000000), signals (3). A small heap proves more: {@code -Xmx64m}.
 */
public final class ExportMemory {

    private static final int PAGE = 1_000;

    private ExportMemory() {}

    /**
     * Runs it.
     *
     * @param args as in the class comment
     * @throws Exception if it cannot be measured
     */
    public static void main(String[] args) throws Exception {
        long frames = args.length > 1 ? Long.parseLong(args[1]) : 10_000_000;
        int signals = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        Drive drive = new Drive(Drive.of(1).vehicle(), signals);
        try (BenchmarkDatabase database = BenchmarkDatabase.open(args[0])) {
            JdbcTelemetryHistory history =
                    JdbcTelemetryHistory.builder(database.source()).build();
            FrameTable.fill(database, history, drive, frames);
            export(history, drive, frames, System.out);
        }
    }

    private static void export(JdbcTelemetryHistory history, Drive drive, long total, PrintStream out)
            throws IOException {
        Writer csv =
                new BufferedWriter(new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8));
        HistoryQuery page =
                HistoryQuery.of(drive.vehicle(), Drive.START, Drive.time(total)).limit(PAGE);
        long rows = 0;
        long step = Math.max(PAGE, total / 10);
        long start = System.nanoTime();
        List<RecordedFrame> found;
        do {
            found = history.find(page);
            for (RecordedFrame frame : found) {
                write(csv, frame, drive.names());
                page = page.after(frame.position());
            }
            rows += found.size();
            if (rows == PAGE || rows % step == 0) {
                out.printf(
                        "%,d rows: heap after collection %.1f MB, %,.0f rows/s%n",
                        rows, usedAfterCollection() / 1e6, rows * 1e9 / (System.nanoTime() - start));
            }
        } while (found.size() == PAGE);
        if (rows != total) {
            throw new IllegalStateException(rows + " rows instead of " + total);
        }
    }

    private static void write(Writer csv, RecordedFrame frame, List<String> names) throws IOException {
        csv.write(frame.time().toString());
        for (String name : names) {
            SignalValue value = frame.signals().get(name);
            csv.append(',').append(value == null ? "" : value.toString());
        }
        csv.write("\r\n");
    }

    private static long usedAfterCollection() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
