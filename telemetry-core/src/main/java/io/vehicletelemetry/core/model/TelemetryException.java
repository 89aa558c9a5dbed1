package io.vehicletelemetry.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that this library could not do; the message names what and what is allowed.
 *
 * <p><em>Immutable.</em>
 */
public class TelemetryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what could not be done
     */
    public TelemetryException(String message) {
        super(message);
    }

    /**
     * Makes one with its cause.
     *
     * @param message what could not be done
     * @param cause why, or null where nothing else failed
     */
    public TelemetryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
