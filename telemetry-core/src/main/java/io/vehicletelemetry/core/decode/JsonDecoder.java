package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;

/**
 * The format {@code json}: one flat JSON object in UTF-8 a message, a byte order mark allowed.
 *
 * <ul>
 *   <li>Numbers, booleans, texts and nulls are values. A text that is a number as JSON writes them, spaces around it
 *       allowed, is that number; an integer that does not fit 64 bits is a decimal. Other texts stay as they are, the
 *       empty one too. What is not finite ({@code NaN}, {@code 1e999}, in a text or not) is no signal.
 *   <li>One level of nesting becomes {@code a.b}, a list {@code a.1}, {@code a.2}; what is deeper is left out.
 *   <li>Of equal keys the last counts, also where it is no value.
 *   <li>{@code vehicle_id} names the vehicle where the topic does not, {@code timestamp} or, where that is missing
 *       or cannot be read, {@code ts} the time; they are no signals. Where neither can be read the arrival counts. A time
 *       that can be read but not believed is not replaced by the other.
 *   <li>An object in a list, with a time or a vehicle of its own, is a record: a frame of its own, its signals without the
 *       name of the list, its vehicle that of the object around where it has none. The list may be the whole message.
 *       A record whose signals newer ones of the same vehicle all have is historical.
 *   <li>An object whose only signal is {@code error} is the device's complaint.
 *   <li>Where the topic names the signal, a bare value is that signal's.
 * </ul>
 */
final class JsonDecoder implements TelemetryDecoder {

    private static final FlatJsonFormat FORMAT = new FlatJsonFormat() {
        @Override
        public String signal(String key) {
            return SignalTable.standard().canonical(key);
        }

        @Override
        public boolean hasRecords() {
            return true;
        }
    };

    private final TelemetryLimits limits;
    private final UsualMessages usual;

    JsonDecoder(TelemetryLimits limits) {
        this.limits = limits;
        this.usual = new UsualMessages(FORMAT, limits);
    }

    @Override
    public void decode(RawMessage message, Output output) {
        TelemetryFrame frame = usual.read(message);
        if (frame == null) {
            FlatJsonReader.read(message, limits, FORMAT).deliver(output);
            usual.learn(message);
        } else {
            output.frame(frame);
        }
    }
}
