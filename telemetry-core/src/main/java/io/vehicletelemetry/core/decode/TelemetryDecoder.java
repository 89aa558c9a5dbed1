package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import java.util.Map;

/**
 * Reads one device format: turns a raw message into frames and availability.
 *
 * <p>A format of one's own is one lambda:
 *
 * <pre>{@code
 * TelemetryDecoder acme = (message, output) -> {
 *     String[] fields = message.text().split(";");
 *     output.frame(message.frame().signal("rpm", Double.parseDouble(fields[0])).build());
 * };
 * }</pre>
 *
 * <p>Rules:
 *
 * <ul>
 *   <li>D1 It never reads past the payload.
 *   <li>D2 What is oversize or nested too deep is rejected, not guessed.
 *   <li>D3 It is stateless and thread-safe.
 *   <li>D4 Duplicate keys, {@code NaN} and infinities are defined: the last of equal keys counts, and a value that is no
 *       finite number is no signal.
 * </ul>
 *
 * <p><em>Thread-safe.</em>
 */
@FunctionalInterface
public interface TelemetryDecoder {

    /**
     * Reads a message. One message may yield several frames, of several vehicles and times, or none.
     *
     * @param message what arrived
     * @param output what takes the result; not to be used after this call
     * @throws DecodeException if the message as a whole cannot be used
     */
    void decode(RawMessage message, Output output);

    /**
     * The same format with some signals under other names.
     *
     * @param names the format's name of a signal → the wanted name
     * @return a decoder that renames what this one reads
     */
    default TelemetryDecoder renaming(Map<String, String> names) {
        return names.isEmpty() ? this : new RenamingDecoder(this, names);
    }

    /** Takes what a decoder reads. <em>Confined to the call of {@link TelemetryDecoder#decode}.</em> */
    interface Output {

        /**
         * Takes a frame.
         *
         * @param frame the signals of one vehicle at one time
         */
        void frame(TelemetryFrame frame);

        /**
         * Takes what the device says of its availability.
         *
         * @param availability online or offline
         */
        void availability(Availability availability);

        /**
         * Takes note of a part of the message that is not used; the rest of it is.
         *
         * @param reason why
         * @param detail for people: what was wrong
         */
        void reject(RejectReason reason, String detail);
    }
}
