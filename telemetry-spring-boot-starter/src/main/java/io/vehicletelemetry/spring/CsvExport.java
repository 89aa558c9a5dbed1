package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.websocket.HistoryJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every frame of a time as comma-separated values (RFC 4180): a column a signal, empty where a frame has none. It is read
 * page by page, so that neither memory nor a cursor of the database is held however slowly it is taken.
 *
 * <p><em>Immutable.</em>
 */
record CsvExport(TelemetryHistory history, HistoryQuery query, List<String> columns, long total) {

    /** Tells how many frames lie in the time: as many rows follow, fewer where only some signals are wanted. */
    static final String TOTAL_HEADER = "X-Total-Count";

    private static final System.Logger LOG = System.getLogger(CsvExport.class.getName());
    private static final int PAGE = 1_000;
    private static final long REPORT_NANOS = 5_000_000_000L;
    private static final Pattern TO_QUOTE = Pattern.compile("[\",\r\n]");

    static CsvExport of(TelemetryHistory history, HistoryQuery query) {
        List<String> asked = query.signals();
        return new CsvExport(
                history,
                query.limit(PAGE),
                asked.isEmpty() ? history.signals(query.vehicle()) : asked,
                history.count(query));
    }

    void write(OutputStream out) throws IOException {
        Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.write("timestamp");
        for (String column : columns) {
            csv.append(',').append(quoted(column));
        }
        csv.write("\r\n");
        HistoryQuery page = query;
        List<RecordedFrame> frames;
        long start = System.nanoTime();
        long reported = start;
        long rows = 0;
        do {
            frames = history.find(page);
            for (RecordedFrame frame : frames) {
                write(csv, frame);
                page = query.after(frame.position());
            }
            rows += frames.size();
            long now = System.nanoTime();
            if (now - reported >= REPORT_NANOS) {
                reported = now;
                report(rows, now - start);
            }
        } while (frames.size() == PAGE);
        csv.flush();
        if (reported != start) {
            LOG.log(System.Logger.Level.INFO, "exported vehicle {0}: {1} rows", query.vehicle(), rows);
        }
    }

    /** Of an export that takes a while. */
    private void report(long rows, long nanos) {
        double rate = rows * 1e9 / nanos;
        LOG.log(
                System.Logger.Level.INFO,
                "exporting vehicle {0}: {1} of {2} rows, {3} a second, at most {4} s to go",
                query.vehicle(),
                rows,
                total,
                Math.round(rate),
                Math.round(Math.max(0, total - rows) / rate));
    }

    private void write(Writer csv, RecordedFrame frame) throws IOException {
        csv.write(HistoryJson.timestamp(frame.time()));
        for (String column : columns) {
            csv.append(',').append(text(frame.signals().get(column)));
        }
        csv.write("\r\n");
    }

    private static String text(@Nullable SignalValue value) {
        return value == null || value.kind() == SignalValue.Kind.NULL ? "" : quoted(value.toString());
    }

    private static String quoted(String text) {
        return TO_QUOTE.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
