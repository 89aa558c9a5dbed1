package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.model.TelemetryException;
import org.jspecify.annotations.Nullable;

/**
 * A value under {@code telemetry} that cannot be used: it stops the start, and the failure's analysis names the key, the
 * value and what is allowed.
 *
 * <p><em>Immutable.</em>
 */
public final class InvalidTelemetryConfigurationException extends TelemetryException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final @Nullable String value;
    private final String reason;

    InvalidTelemetryConfigurationException(
            String key, @Nullable String value, String reason, @Nullable Throwable cause) {
        super(value == null ? key + ": " + reason : key + " \"" + value + "\": " + reason);
        if (cause != null) {
            initCause(cause);
        }
        this.key = key;
        this.value = value;
        this.reason = reason;
    }

    /**
     * The key.
     *
     * @return such as {@code telemetry.mqtt.subscriptions[0].topic}
     */
    public String key() {
        return key;
    }

    /**
     * The value that was refused.
     *
     * @return the value as text, or null where it is missing
     */
    public @Nullable String value() {
        return value;
    }

    /**
     * Why it was refused, and what is allowed.
     *
     * @return for people
     */
    public String reason() {
        return reason;
    }
}
