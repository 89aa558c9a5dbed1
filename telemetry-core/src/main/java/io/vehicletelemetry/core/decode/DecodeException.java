package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryException;
import java.util.Objects;

/**
 * A message that a decoder could not use, with the reason by which it is counted.
 *
 * <p>Without a stack trace: it says what is wrong with a message, not with the program, and a flood of bad messages must
 * stay cheap.
 *
 * <p><em>Immutable.</em>
 */
public final class DecodeException extends TelemetryException {

    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    /**
     * Makes one.
     *
     * @param reason what it is counted under
     * @param message for people: what was wrong
     */
    public DecodeException(RejectReason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * What the message is counted under.
     *
     * @return the reason
     */
    public RejectReason reason() {
        return reason;
    }

    /** Returns at once: no stack trace. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing to guard
    public Throwable fillInStackTrace() {
        return this;
    }
}
