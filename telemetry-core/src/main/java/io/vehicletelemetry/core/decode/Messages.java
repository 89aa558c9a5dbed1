package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What every format asks of a message. */
final class Messages {

    private Messages() {}

    /**
     * Lets a payload pass that is not too large to be read.
     *
     * @throws DecodeException if it is ({@link RejectReason#TOO_LARGE})
     */
    static void requireSize(RawMessage message, TelemetryLimits limits) {
        int bytes = message.payload().length;
        if (bytes > limits.payloadBytes()) {
            throw new DecodeException(RejectReason.TOO_LARGE, bytes + " bytes: allowed are " + limits.payloadBytes());
        }
    }

    /**
     * A payload as text, a byte order mark at its start left out.
     *
     * @throws DecodeException if it is not valid UTF-8 ({@link RejectReason#MALFORMED})
     */
    static String text(byte[] payload) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DecodeException(RejectReason.MALFORMED, "not valid UTF-8");
        }
    }

    /**
     * Lets a message pass whose topic names somebody.
     *
     * @throws DecodeException if it does not ({@link RejectReason#NO_VEHICLE})
     */
    static void requireNamed(RawMessage message) {
        if (message.vehicle() == null && message.device() == null) {
            throw new DecodeException(RejectReason.NO_VEHICLE, "the topic names neither a vehicle nor a device");
        }
    }
}
