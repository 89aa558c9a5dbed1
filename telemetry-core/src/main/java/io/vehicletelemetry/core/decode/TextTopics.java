package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.Texts;
import org.jspecify.annotations.Nullable;

/** What the formats have in common that send one value a message, as bare text on a topic of its own. */
final class TextTopics {

    private TextTopics() {}

    /**
     * The payload as text, without spaces around.
     *
     * @throws DecodeException if it is too large, not valid UTF-8, or not text: with control characters other than tabs
     *     and line ends
     */
    static String text(RawMessage message, TelemetryLimits limits) {
        Messages.requireSize(message, limits);
        String text = message.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r') {
                throw new DecodeException(RejectReason.MALFORMED, "no text: a control character is in it");
            }
        }
        return text.strip();
    }

    /**
     * The message's only value, where it is one; else it is left out, which leaves no signal.
     *
     * @throws DecodeException if it is none
     */
    static SignalValue require(String signal, @Nullable SignalValue value, TelemetryDecoder.Output output) {
        if (value == null) {
            output.reject(
                    RejectReason.INVALID_VALUE,
                    "signal " + Texts.quoted(signal) + ": neither a finite number nor a well-formed text");
            throw new DecodeException(RejectReason.NO_SIGNALS, "no usable signal");
        }
        return value;
    }

    /**
     * A frame of the message, to be filled.
     *
     * @param evidence whether it shows that the vehicle runs
     * @throws DecodeException if the topic names neither a vehicle nor a device
     */
    static TelemetryFrame.Builder frame(RawMessage message, boolean evidence) {
        Messages.requireNamed(message);
        return message.frame().signOfLife(evidence);
    }
}
