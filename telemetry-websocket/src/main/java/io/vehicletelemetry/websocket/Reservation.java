package io.vehicletelemetry.websocket;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One of the sessions that there may be: taken at the handshake, given back when the session ends or never opens.
 *
 * <p>Thread-safe: RESERVED goes to OPEN or GIVEN_BACK, OPEN to GIVEN_BACK, each once, by compare-and-set.
 */
final class Reservation {

    private enum State {
        RESERVED,
        OPEN,
        GIVEN_BACK
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RESERVED);
    private final long madeAt;
    private final SubscriptionOptions options;
    private final @Nullable String address;

    /**
     * Takes a place.
     *
     * @param options what the client asked for in its handshake
     * @param address where it comes from; null where the container does not tell
     */
    Reservation(long madeAt, SubscriptionOptions options, @Nullable String address) {
        this.madeAt = madeAt;
        this.options = options;
        this.address = address;
    }

    SubscriptionOptions options() {
        return options;
    }

    @Nullable
    String address() {
        return address;
    }

    /** False where it was given back before. */
    boolean open() {
        return state.compareAndSet(State.RESERVED, State.OPEN);
    }

    /** True for the one caller whose call gave it back: the handshake came to nothing. */
    boolean abandon() {
        return state.compareAndSet(State.RESERVED, State.GIVEN_BACK);
    }

    /** True for the one caller whose call gave it back: the session ended. */
    boolean close() {
        return state.compareAndSet(State.OPEN, State.GIVEN_BACK);
    }

    boolean isOlderThan(long nanos, long now) {
        return now - madeAt >= nanos;
    }
}
