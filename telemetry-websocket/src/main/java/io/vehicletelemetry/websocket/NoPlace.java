package io.vehicletelemetry.websocket;

/** A session that there is no place for. */
final class NoPlace extends Exception {

    private static final long serialVersionUID = 1;

    private final RefusalReason reason;

    NoPlace(RefusalReason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    RefusalReason reason() {
        return reason;
    }
}
