package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one message that is a flat JSON object: {@code a} is a signal, and so are {@code a.b} of an object and
 * {@code a.1}, {@code a.2} of a list one level down; what lies deeper is left out. A bare value is one too, where the
 * format can name it.
 *
 * <p>What is left out is reported only once the whole message proved readable, so that a broken one counts once.
 *
 * <p><em>Confined to one thread at a time: one message, then discarded.</em>
 */
final class FlatJsonReader {

    private record Rejection(RejectReason reason, String detail) {}

    private final RawMessage message;
    private final TelemetryLimits limits;
    private final FlatJsonFormat format;
    private final TelemetryFrame.Builder frame;
    private final Envelope envelope = new Envelope();
    private final List<Rejection> rejections = new ArrayList<>(0);
    /** Signals whose last value so far is none: an earlier one of the same name must not count in its place (D4). */
    private final Set<String> spoiled = new HashSet<>(0);

    private @Nullable String error;
    private boolean otherThanError;
    private @Nullable String refusal;

    private FlatJsonReader(RawMessage message, TelemetryLimits limits, FlatJsonFormat format) {
        this.message = message;
        this.limits = limits;
        this.format = format;
        this.frame = message.frame();
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
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                parser.nextToken();
                member(key, parser);
            }
        } else {
            bare(first, parser);
        }
        if (parser.nextToken() != null) {
            throw new DecodeException(RejectReason.MALFORMED, "more after the end of the JSON text");
        }
    }

    private void bare(JsonToken first, JsonParser parser) {
        if (first == JsonToken.START_ARRAY) {
            parser.skipChildren(); // a list that is too deep is reported as such
        } else {
            SignalValue value = JsonPayload.scalar(parser);
            String signal = format.bareSignal(message, value);
            if (signal != null) {
                put(signal, value);
                return;
            }
        }
        throw new DecodeException(RejectReason.MALFORMED, "not a JSON object");
    }

    private void member(String key, JsonParser parser) {
        if (envelope.takes(key, parser)) {
            return;
        }
        JsonToken token = parser.currentToken();
        if (key.equals("error")) {
            error = token == JsonToken.VALUE_STRING ? Texts.quoted(parser.getString()) : "something";
        } else {
            otherThanError = true;
        }
        if (refusal == null) {
            refusal = format.refusal(key, token == JsonToken.START_ARRAY, token == JsonToken.VALUE_STRING);
        }
        switch (token) {
            case START_OBJECT -> object(key, parser);
            case START_ARRAY -> list(key, parser);
            default -> put(key, JsonPayload.scalar(parser));
        }
    }

    private void object(String key, JsonParser parser) {
        for (String inner = parser.nextName(); inner != null; inner = parser.nextName()) {
            parser.nextToken();
            nested(key + '.' + inner, parser);
        }
    }

    private void list(String key, JsonParser parser) {
        for (int i = 1; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            nested(key + '.' + i, parser);
        }
    }

    private void nested(String key, JsonParser parser) {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            reject(RejectReason.TOO_DEEP, "signal " + Texts.quoted(key) + ": allowed is one level of nesting");
        } else {
            put(key, JsonPayload.scalar(parser));
        }
    }

    private void put(String key, @Nullable SignalValue read) {
        String signal = format.signal(key);
        SignalValue value = read == null ? null : format.value(key, read);
        if (value == null) {
            spoiled.add(signal);
            reject(
                    RejectReason.INVALID_VALUE,
                    "signal " + Texts.quoted(key) + ": neither a finite number nor a well-formed text");
            return;
        }
        if (!spoiled.isEmpty()) {
            spoiled.remove(signal);
        }
        frame.signal(signal, value);
        if (frame.signalCount() > limits.signalsPerMessage()) {
            throw new DecodeException(
                    RejectReason.TOO_MANY_SIGNALS, "allowed are " + limits.signalsPerMessage() + " signals");
        }
    }

    private void reject(RejectReason reason, String detail) {
        rejections.add(new Rejection(reason, detail));
    }

    /**
     * What was read, as it is: perhaps without signals.
     *
     * @throws DecodeException if nothing names a vehicle or device
     */
    TelemetryFrame frame() {
        frame.deviceTime(envelope.time(this::reject));
        envelope.name(frame, message, this::reject);
        TelemetryFrame read = frame.build();
        if (spoiled.isEmpty()) {
            return read;
        }
        TelemetryFrame.Builder sound = read.withoutSignals();
        Signals signals = read.signals();
        for (int i = 0; i < signals.size(); i++) {
            if (!spoiled.contains(signals.name(i))) {
                sound.signal(signals.name(i), signals.value(i));
            }
        }
        return sound.build();
    }

    /**
     * What was read, where it is data, what is left out of it reported.
     *
     * @throws DecodeException if the message is the device's complaint, no data of this format, or without a usable signal
     */
    TelemetryFrame data(TelemetryDecoder.Output output) {
        if (error != null && !otherThanError) {
            throw new DecodeException(RejectReason.DEVICE_ERROR, "the device complains of " + error);
        }
        if (refusal != null) {
            throw new DecodeException(RejectReason.NO_SIGNALS, refusal);
        }
        TelemetryFrame data = frame.signalCount() == 0 ? null : frame();
        for (Rejection rejection : rejections) {
            output.reject(rejection.reason(), rejection.detail());
        }
        if (data == null || data.signals().isEmpty()) {
            throw new DecodeException(RejectReason.NO_SIGNALS, "no usable signal");
        }
        return data;
    }
}
