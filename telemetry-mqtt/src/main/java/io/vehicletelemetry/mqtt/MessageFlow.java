package io.vehicletelemetry.mqtt;

import io.reactivex.FlowableSubscriber;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/**
 * Takes the messages of one connection until it is closed. How the flow ends is the connection's business, not this one's.
 *
 * <p>Why not a lambda: that of RxJava hands an end that meets a closed flow to the thread's handler of uncaught exceptions,
 * and a lost session ends its flow at any moment.
 *
 * <p><em>Thread-safe.</em>
 */
final class MessageFlow<M> implements FlowableSubscriber<M> {

    private final Consumer<M> receiver;
    private volatile boolean closed;
    private final @Nullable KeptSession session;
    private volatile @Nullable Subscription subscription;

    /**
     * @param receiver takes the messages
     * @param session bounds how many are under way, or null for any number
     */
    MessageFlow(Consumer<M> receiver, @Nullable KeptSession session) {
        this.receiver = receiver;
        this.session = session;
    }

    @Override
    public void onSubscribe(Subscription made) {
        subscription = Objects.requireNonNull(made);
        if (session == null) {
            made.request(Long.MAX_VALUE);
        } else {
            session.open(made::request);
        }
    }

    @Override
    public void onNext(M message) {
        if (!closed) {
            if (session != null) {
                session.taken();
            }
            receiver.accept(message);
        }
    }

    @Override
    public void onError(Throwable end) {
        subscription = null;
    }

    @Override
    public void onComplete() {
        subscription = null;
    }

    void close() {
        closed = true;
        Subscription open = subscription;
        // One that the broker keeps is not cancelled: the client might acknowledge what nobody took.
        if (open != null && session == null) {
            open.cancel();
        }
    }
}
