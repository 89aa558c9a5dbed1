package io.vehicletelemetry.core.model;

import java.util.Locale;

/**
 * Whether a vehicle runs, as far as its messages tell. A new vehicle is {@link #OFFLINE}.
 *
 * <pre>
 *            a live frame that is evidence of life
 *   OFFLINE ────────────────────────────────────────► RUNNING
 *           ◄────────────────────────────────────────
 *            silence until the deadline, or "offline" reported
 * </pre>
 *
 * <p><em>Immutable.</em>
 */
public enum VehicleState {
    /** Live data came within the timeout. */
    RUNNING,
    /** No live data within the timeout, or the device said so. The last values are kept. */
    OFFLINE;

    /**
     * The state as it stands on the wire: {@code running} or {@code offline}.
     *
     * @return the name in lower case
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
