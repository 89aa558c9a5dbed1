package io.vehicletelemetry.websocket;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The newest subscription that a client asks for and does not have yet, and when it may get it. */
final class Resubscription {

    /*
     * wanted: atomic, set by whoever asks, taken by the one who has the session's turn; where several ask at once, the
     *   newest counts.
     * takenAt: the turn alone.
     * Progress: wait-free but for the compare-and-set of `beginAnew`, which is tried once.
     */
    /** A new subscription costs a snapshot of everything: a client gets no more than ten a second. */
    private static final long BETWEEN = 100_000_000L;

    private final AtomicReference<@Nullable SubscriptionOptions> wanted = new AtomicReference<>();
    private long takenAt;

    Resubscription(long now) {
        takenAt = now - BETWEEN;
    }

    void ask(SubscriptionOptions options) {
        wanted.set(options);
    }

    /** Asks for the same once more, unless another is asked for already. */
    void beginAnew(SubscriptionOptions current) {
        wanted.compareAndSet(null, current);
    }

    boolean isAsked() {
        return wanted.get() != null;
    }

    /** How many nanoseconds it is too early; zero or less where it may be taken. */
    long nanosToNext(long now) {
        return BETWEEN - (now - takenAt);
    }

    @Nullable
    SubscriptionOptions take(long now) {
        SubscriptionOptions options = wanted.getAndSet(null);
        if (options != null) {
            takenAt = now;
        }
        return options;
    }
}
