package io.vehicletelemetry.core.latest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Holds the newest value of something, for many readers and several writers, without a lock.
 *
 * <p>Everything that a writer did before {@link #update} is visible to a reader that gets the value.
 *
 * <p><em>Thread-safe.</em>
 *
 * @param <T> the value's type: immutable
 */
public final class LatestValue<T> {

    /*
     * One volatile field. Readers load it: they see a whole value with all that was written before it. Writers replace it
     * by compare-and-set against the very value that they computed from, so that no update is lost; a plain or release
     * store would lose the update of a second writer.
     *
     * Progress: get is wait-free. update is lock-free: an attempt fails only because another one succeeded. Writers that
     * collide step back for a time that doubles, each a different one, because two that retry at once only take the cache
     * line from each other.
     */

    private static final VarHandle VALUE;
    private static final int MAX_BACKOFF_SHIFT = 10;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(LatestValue.class, "value", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile T value;

    /**
     * Holds a first value.
     *
     * @param value the value
     */
    public LatestValue(T value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /**
     * The newest value.
     *
     * @return the value
     */
    public T get() {
        return value;
    }

    /**
     * Replaces the value by one computed from it. Under contention the function is called again with the newer value.
     *
     * @param next computes the new value, without side effects; may return the value that it was given, which leaves it
     * @return the value that holds after the update
     */
    public T update(UnaryOperator<T> next) {
        T before = get();
        T after = Objects.requireNonNull(next.apply(before), "next");
        if (before == after || VALUE.compareAndSet(this, before, after)) {
            return after;
        }
        return updateContended(next);
    }

    private T updateContended(UnaryOperator<T> next) {
        for (int attempt = 1; ; attempt++) {
            backOff(attempt);
            T before = get();
            T after = Objects.requireNonNull(next.apply(before), "next");
            if (before == after || VALUE.compareAndSet(this, before, after)) {
                return after;
            }
        }
    }

    private static void backOff(int attempt) {
        int bound = 1 << Math.min(attempt + 2, MAX_BACKOFF_SHIFT);
        int spins = bound + (System.identityHashCode(Thread.currentThread()) & (bound - 1));
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }
}
