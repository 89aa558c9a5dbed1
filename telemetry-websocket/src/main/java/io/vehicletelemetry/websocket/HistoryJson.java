package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.history.HistoryBucket;
import io.vehicletelemetry.core.history.HistoryBucket.Numbers;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What is known of the past, as JSON text: what REST answers with. Values and times are as in {@link TelemetryJson}.
 *
 * <p><em>Thread-safe.</em> Stateless.
 */
public final class HistoryJson {

    private static final int HEAD_LENGTH = 200;
    private static final int POINT_LENGTH = 100;
    /** So that a frame stays bounded, whatever a vehicle has: 600 points of 33 signals. */
    private static final int MOST_VALUES = 20_000;

    private static final String TIMESTAMP = "timestamp";

    private HistoryJson() {}

    /**
     * Frames as they were recorded.
     *
     * @param query what was asked
     * @param frames what was found
     * @param next where the next page begins, or null where there is none
     * @return an object with the array {@code points}, each with its {@code timestamp} and signals
     */
    public static String points(HistoryQuery query, List<RecordedFrame> frames, @Nullable String next) {
        return Json.object(HEAD_LENGTH + POINT_LENGTH * frames.size(), json -> {
            writeHead(json, query, "raw");
            json.writeName("points").writeStartArray();
            frames.forEach(frame -> writePoint(json, frame, SignalSelection.ALL));
            json.writeEndArray();
            if (next != null) {
                json.writeStringProperty("next", next);
            }
        });
    }

    /**
     * The last points of a vehicle, for its first frame.
     *
     * @param newest frames in ascending order, of which some may have nothing that is selected
     * @param count how many points at most
     * @return an object with the array {@code history}
     */
    static String lastPoints(List<RecordedFrame> newest, int count, SignalSelection selection) {
        Deque<RecordedFrame> last = new ArrayDeque<>();
        int values = 0;
        for (int i = newest.size() - 1; i >= 0 && last.size() < count; i--) {
            int more = selected(newest.get(i).signals(), selection);
            values += more;
            if (values > MOST_VALUES) {
                break;
            }
            if (more > 0) {
                last.addFirst(newest.get(i));
            }
        }
        return Json.object(POINT_LENGTH * (last.size() + 1), json -> {
            json.writeName("history").writeStartArray();
            last.forEach(frame -> writePoint(json, frame, selection));
            json.writeEndArray();
        });
    }

    private static int selected(Signals signals, SignalSelection selection) {
        int selected = 0;
        for (int i = 0; i < signals.size(); i++) {
            selected += selection.includes(signals.name(i)) ? 1 : 0;
        }
        return selected;
    }

    /** A signal that is called as the time is gives way to it: no object has a name twice. */
    private static void writePoint(JsonGenerator json, RecordedFrame frame, SignalSelection selection) {
        json.writeStartObject();
        Json.writeTime(json, TIMESTAMP, frame.time());
        Signals signals = frame.signals();
        for (int i = 0; i < signals.size(); i++) {
            String name = signals.name(i);
            if (selection.includes(name) && !name.equals(TIMESTAMP)) {
                Json.writeSignal(json, name, signals.value(i));
            }
        }
        json.writeEndObject();
    }

    /**
     * Numbers summed up.
     *
     * @param query what was asked
     * @param buckets what was found
     * @param width how long a bucket is
     * @return an object with the array {@code points}, each with the {@code timestamp} at which it begins and the
     *     {@code min}, {@code max}, {@code first} and {@code last} of each signal
     */
    public static String buckets(HistoryQuery query, List<HistoryBucket> buckets, Duration width) {
        return Json.object(HEAD_LENGTH + POINT_LENGTH * buckets.size(), json -> {
            writeHead(json, query, width.toString());
            json.writeName("points").writeStartArray();
            for (HistoryBucket bucket : buckets) {
                json.writeStartObject();
                Json.writeTime(json, TIMESTAMP, bucket.start());
                bucket.signals().forEach((name, numbers) -> {
                    if (!name.equals(TIMESTAMP)) {
                        writeNumbers(json, name, numbers);
                    }
                });
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * States of a vehicle.
     *
     * @param vehicle the vehicle
     * @param states in ascending order
     * @return an object with the array {@code states}, of each its state, its beginning ({@code since}) and its {@code cause}
     */
    public static String states(VehicleId vehicle, List<RecordedState> states) {
        return Json.object(HEAD_LENGTH + POINT_LENGTH * states.size(), json -> {
            Json.writeVehicleId(json, vehicle);
            json.writeName("states").writeStartArray();
            for (RecordedState state : states) {
                json.writeStartObject();
                json.writeStringProperty("state", state.state().wireName());
                Json.writeTime(json, "since", state.since());
                json.writeStringProperty("cause", state.cause().name().toLowerCase(Locale.ROOT));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * A time as it stands in all messages.
     *
     * @param time the time
     * @return RFC 3339 in UTC with {@code Z}
     */
    public static String timestamp(Instant time) {
        return WireTime.text(time);
    }

    private static void writeHead(JsonGenerator json, HistoryQuery query, String resolution) {
        Json.writeVehicleId(json, query.vehicle());
        Json.writeTime(json, "from", query.from());
        Json.writeTime(json, "to", query.to());
        json.writeStringProperty("resolution", resolution);
    }

    private static void writeNumbers(JsonGenerator json, String name, Numbers numbers) {
        json.writeName(name).writeStartObject();
        writeNumber(json, "min", numbers.min());
        writeNumber(json, "max", numbers.max());
        writeNumber(json, "first", numbers.first());
        writeNumber(json, "last", numbers.last());
        json.writeEndObject();
    }

    /** A whole number without a point, as most of them came so. */
    private static void writeNumber(JsonGenerator json, String name, double number) {
        if (number == Math.rint(number) && Math.abs(number) <= 0x1p53) {
            json.writeNumberProperty(name, (long) number);
        } else {
            json.writeNumberProperty(name, number);
        }
    }
}
