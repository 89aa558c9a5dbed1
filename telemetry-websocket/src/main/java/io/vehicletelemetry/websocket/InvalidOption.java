package io.vehicletelemetry.websocket;

/** A wish that cannot be granted; its message names the key, the value and what is allowed. */
final class InvalidOption extends Exception {

    private static final long serialVersionUID = 1;

    InvalidOption(String message) {
        super(message, null, false, false);
    }

    InvalidOption(String key, String value, String allowed) {
        this(key + " " + Shown.quoted(value) + ": allowed " + allowed);
    }
}
