package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one message that is a {@link FlatJsonObject}, or a list of such, or a bare value where the format can name it.
 *
 * <p>What is left out is reported only once the whole message proved readable, so that a broken one counts once.
 *
 * <p><em>Confined to one thread at a time: one message, then discarded.</em>
 */
final class FlatJsonReader {

    private final RawMessage message;
    private final FlatJsonFormat format;
    private final FlatJsonObject whole;

    private FlatJsonReader(RawMessage message, TelemetryLimits limits, FlatJsonFormat format) {
        this.message = message;
        this.format = format;
        this.whole = new FlatJsonObject(message, limits, format, format.hasRecords());
    }

    /**
     * Reads a message to its end.
     *
     * @throws DecodeException if it is not of this form, or beyond a limit
     */
    static FlatJsonReader read(RawMessage message, TelemetryLimits limits, FlatJsonFormat format) {
        FlatJsonReader reader = new FlatJsonReader(message, limits, format);
        JsonPayload.read(message, limits, reader::document);
        return reader;
    }

    private void document(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new DecodeException(RejectReason.EMPTY, "empty");
        }
        if (first == JsonToken.START_OBJECT) {
            whole.read(parser);
        } else {
            other(first, parser);
        }
        if (parser.nextToken() != null) {
            throw new DecodeException(RejectReason.MALFORMED, "more after the end of the JSON text");
        }
    }

    private void other(JsonToken first, JsonParser parser) {
        if (first == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (!whole.takesRecord(parser)) {
                    parser.skipChildren(); // a list that is too deep is reported as such
                }
            }
            if (!whole.records().isEmpty()) {
                return;
            }
        } else {
            SignalValue value = JsonPayload.scalar(parser);
            String signal = format.bareSignal(message, value);
            if (signal != null) {
                whole.put(signal, value == null ? null : format.bareValue(signal, value));
                return;
            }
        }
        throw new DecodeException(RejectReason.MALFORMED, "not a JSON object");
    }

    /** What kind of message it says that it is, where the format has such. */
    @Nullable
    String type() {
        return whole.envelope().type();
    }

    /**
     * What was read, as it is: perhaps without signals.
     *
     * @throws DecodeException if nothing names a vehicle or device
     */
    TelemetryFrame frame() {
        return whole.frame();
    }

    /**
     * Lets data pass.
     *
     * @throws DecodeException if the message is the device's complaint, no data of this format, or without a signal
     */
    void requireData() {
        whole.requireData();
        if (!whole.hasSignals()) {
            throw new DecodeException(RejectReason.NO_SIGNALS, "no usable signal");
        }
    }

    /**
     * What was read of the object itself, where it is data, what is left out of it reported.
     *
     * @throws DecodeException if the message is the device's complaint, no data of this format, or without a usable signal
     */
    TelemetryFrame data(TelemetryDecoder.Output output) {
        whole.requireData();
        TelemetryFrame data = whole.hasSignals() ? whole.frame() : null;
        whole.rejections().report(output);
        if (data == null || data.signals().isEmpty()) {
            throw new DecodeException(RejectReason.NO_SIGNALS, "no usable signal");
        }
        return data;
    }

    /**
     * Passes on what was read: a frame, and one of each record.
     *
     * @throws DecodeException as {@link #data} does, where there are no records
     */
    void deliver(TelemetryDecoder.Output output) {
        if (whole.records().isEmpty()) {
            output.frame(data(output));
            return;
        }
        whole.requireData();
        List<TelemetryFrame> frames = new ArrayList<>();
        if (whole.hasSignals()) {
            read(whole, frames, output);
        } else {
            whole.rejections().report(output);
        }
        for (FlatJsonObject record : whole.records()) {
            record.envelope().within(whole.envelope());
            read(record, frames, output);
        }
        Superseded.marked(frames).forEach(output::frame);
    }

    /** One of several: what is wrong with it does not concern the others. */
    private static void read(FlatJsonObject one, List<TelemetryFrame> frames, TelemetryDecoder.Output output) {
        TelemetryFrame frame;
        try {
            one.requireData();
            frame = one.frame();
        } catch (DecodeException e) {
            output.reject(e.reason(), String.valueOf(e.getMessage()));
            return;
        }
        one.rejections().report(output);
        if (frame.signals().isEmpty()) {
            output.reject(RejectReason.NO_SIGNALS, "no usable signal");
        } else {
            frames.add(frame);
        }
    }
}
