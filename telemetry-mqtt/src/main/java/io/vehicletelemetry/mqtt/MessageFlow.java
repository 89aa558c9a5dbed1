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
    private volatile @Nullable Subscription subscription;

    MessageFlow(Consumer<M> receiver) {
        this.receiver = receiver;
    }

    @Override
    public void onSubscribe(Subscription made) {
        subscription = Objects.requireNonNull(made);
        made.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(M message) {
        if (!closed) {
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
        if (open != null) {
            open.cancel();
        }
    }
}
