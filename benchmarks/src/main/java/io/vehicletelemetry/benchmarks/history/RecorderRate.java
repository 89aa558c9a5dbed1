package io.vehicletelemetry.benchmarks.history;

import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.jdbc.JdbcTelemetryHistory;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How many frames a second the recorder stores, beside the same rows by hand: a JDBC batch, and for PostgreSQL COPY; in
 * transactions of 500 rows each.
 *
 * <p>Arguments: h2 or postgresql, frames a round (100000), rounds (12).
 */
public final class RecorderRate {

    private static final int VEHICLES = 100;

    private final BenchmarkDatabase database;
    private final JdbcTelemetryHistory history;
    private final List<TelemetryFrame> frames = new ArrayList<>();
    private final List<Drive.Row> rows = new ArrayList<>();

    private RecorderRate(BenchmarkDatabase database, int count) {
        this.database = database;
        this.history = JdbcTelemetryHistory.builder(database.source()).build();
        List<RecordedFrame> first = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Drive drive = Drive.of(i % VEHICLES);
            int second = i / VEHICLES;
            frames.add(drive.frame(second));
            RecordedFrame recorded = RecordedFrame.of(drive.vehicle(), drive.frame(second));
            Drive.Row row = drive.row(1 + i % VEHICLES, second);
            rows.add(new Drive.Row(row.vehicle, row.observed, recorded.key(), row.arrived, row.numbers));
            if (i < VEHICLES) {
                first.add(recorded);
            }
        }
        history.append(first); // vehicles, signals and the partition
    }

    /**
     * Runs it.
     *
     * @param args as in the class comment
     * @throws Exception if it cannot be measured
     */
    public static void main(String[] args) throws Exception {
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 12;
        try (BenchmarkDatabase database = BenchmarkDatabase.open(args[0])) {
            new RecorderRate(database, count).run(rounds, System.out);
        }
    }

    private void run(int rounds, PrintStream out) throws Exception {
        Map<String, Rounds.Task> ways = new LinkedHashMap<>();
        ways.put("JDBC batch", () -> FrameTable.batch(database, rows.iterator()));
        ways.put("recorder", this::record);
        if (database.isPostgres()) {
            ways.put("COPY", () -> FrameTable.copy(database, rows.iterator(), FrameTable.BATCH));
        }
        Map<String, Rounds> rates = new LinkedHashMap<>();
        for (int round = -2; round < rounds; round++) { // the first two are to get warm
            List<Map.Entry<String, Rounds.Task>> turn = new ArrayList<>(ways.entrySet());
            Collections.rotate(turn, round); // whoever comes after another finds its files to be tidied up
            for (Map.Entry<String, Rounds.Task> way : turn) {
                database.execute(database.isPostgres() ? "TRUNCATE telemetry_frame" : "TRUNCATE TABLE telemetry_frame");
                System.gc();
                double rate = rows.size() / Rounds.seconds(way.getValue());
                if (round >= 0) {
                    rates.computeIfAbsent(way.getKey(), name -> new Rounds()).add(rate);
                }
            }
        }
        double floor = rates.getOrDefault("JDBC batch", new Rounds()).median();
        rates.forEach((way, rate) ->
                out.printf("%-10s rows/s %s, %.2f of the JDBC batch%n", way, rate, rate.median() / floor));
    }

    private void record() {
        try (HistoryRecorder recorder = HistoryRecorder.builder(history)
                .batchSize(FrameTable.BATCH)
                .queueCapacity(frames.size())
                .build()) {
            recorder.start();
            for (int i = 0; i < frames.size(); i++) {
                recorder.frame(Drive.of(i % VEHICLES).vehicle(), frames.get(i));
            }
            while (recorder.stats().waiting() > 0) {
                LockSupport.parkNanos(2_000_000);
            }
            if (recorder.stats().stored() != frames.size()) {
                throw new IllegalStateException("not all was stored: " + recorder.stats());
            }
        }
    }
}
