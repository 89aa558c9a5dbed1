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
 * Reads one flat JSON object: {@code a} is a signal, and so are {@code a.b} of an object and {@code a.1}, {@code a.2} of a
 * list one level down; what lies deeper is left out. In a list, an object that {@linkplain Envelope#standsAlone stands
 * alone} is a record: an object like this one, where the format has such.
 *
 * <p><em>Confined to one thread at a time: one message, then discarded.</em>
 */
final class FlatJsonObject {

    private final RawMessage message;
    private final TelemetryLimits limits;
    private final FlatJsonFormat format;
    private final boolean mayHaveRecords;
    private final TelemetryFrame.Builder frame;
    private final Envelope envelope = new Envelope();
    private final Rejections rejections = new Rejections();
    private List<FlatJsonObject> records = List.of();
    /** Signals whose last value so far is none: an earlier one of the same name must not count in its place (D4). */
    private Set<String> spoiled = Set.of();

    private @Nullable String error;
    private boolean otherThanError;
    private @Nullable String refusal;

    FlatJsonObject(RawMessage message, TelemetryLimits limits, FlatJsonFormat format, boolean mayHaveRecords) {
        this.message = message;
        this.limits = limits;
        this.format = format;
        this.mayHaveRecords = mayHaveRecords;
        this.frame = message.frame();
    }

    /** Reads the object that the parser stands at the start of. */
    FlatJsonObject read(JsonParser parser) {
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            parser.nextToken();
            member(key, parser);
        }
        return this;
    }

    private void member(String key, JsonParser parser) {
        Envelope.Part part = format.envelope(key);
        if (part != null) {
            envelope.take(part, parser);
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
            default -> put(key, format.value(key, parser));
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
            if (!takesRecord(parser)) {
                nested(key + '.' + i, parser);
            }
        }
    }

    /** Takes an element of a list, if it can be a record: an object that is none is left out. */
    boolean takesRecord(JsonParser parser) {
        if (!mayHaveRecords || parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        FlatJsonObject record = new FlatJsonObject(message, limits, format, false).read(parser);
        if (record.envelope.standsAlone()) {
            if (records.isEmpty()) {
                records = new ArrayList<>();
            }
            records.add(record);
        } else {
            reject(RejectReason.TOO_DEEP, "an object in a list, and with neither a time nor a vehicle of its own");
        }
        return true;
    }

    private void nested(String key, JsonParser parser) {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            reject(RejectReason.TOO_DEEP, "signal " + Texts.quoted(key) + ": allowed is one level of nesting");
        } else {
            put(key, format.value(key, parser));
        }
    }

    void put(String key, @Nullable SignalValue value) {
        String signal = format.signal(key);
        if (value == null) {
            if (spoiled.isEmpty()) {
                spoiled = new HashSet<>();
            }
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
        rejections.add(reason, detail);
    }

    Envelope envelope() {
        return envelope;
    }

    List<FlatJsonObject> records() {
        return records;
    }

    Rejections rejections() {
        return rejections;
    }

    boolean hasSignals() {
        return frame.signalCount() > 0;
    }

    /**
     * Lets data pass.
     *
     * @throws DecodeException if the object is the device's complaint, or no data of this format
     */
    void requireData() {
        if (error != null && !otherThanError) {
            throw new DecodeException(RejectReason.DEVICE_ERROR, "the device complains of " + error);
        }
        if (refusal != null) {
            throw new DecodeException(RejectReason.NO_SIGNALS, refusal);
        }
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
}
