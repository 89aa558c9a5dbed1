package io.vehicletelemetry.core.latest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
     * `value`: readers load it (volatile): they see a whole value with all that was written before it. Writers replace it
     * by compare-and-set against the very value that they computed from, so that no update is lost; a plain or release
     * store would lose the update of a second writer.
     *
     * `pleas`: how many writers ask the others to step back. Volatile, changed by atomic addition. It decides nothing but
     * who waits; any number in it is correct.
     *
     * Progress: get is wait-free. update is lock-free: an attempt fails only because another one succeeded, and every wait
     * is bounded.
     *
     * Why a writer that lost does what it does:
     *  - It steps back for up to a microsecond or two, in which the winner does many updates in its own cache. Two that
     *    retry at once take the cache line from each other for every single update.
     *  - Then it claims the line by a compare-and-set that cannot succeed, null being no value, before it reads anything
     *    in it. A mere load would share the line, and the winner, whose loop is short, would be the first to own it again.
     *    So one of the next attempts succeeds, unless the function takes about as long as the winner's whole cycle.
     *  - In that case it would lose for as long as the winner goes on, however long it waits. So it pleads: who comes to
     *    update or was stepping back lets it pass, but only for a bounded time, as the one that pleads may itself not be
     *    running. Not at the first loss: a plea is two more writes to the line.
     */

    private static final VarHandle VALUE;
    private static final VarHandle PLEAS;

    /** From a tenth of a microsecond to two: a pause takes 10 to 140 cycles, depending on the processor. */
    private static final int PAUSES = 32;

    /** How often a writer steps back before it pleads. */
    private static final int PATIENCE = 4;

    /** How many times a writer steps back for the plea of another. */
    private static final int MAX_ROUNDS = 16;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            VALUE = lookup.findVarHandle(LatestValue.class, "value", Object.class);
            PLEAS = lookup.findVarHandle(LatestValue.class, "pleas", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile T value;
    private volatile int pleas;

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
        if (pleas == 0) {
            T before = get();
            T after = Objects.requireNonNull(next.apply(before), "next");
            if (before == after || VALUE.compareAndSet(this, before, after)) {
                return after;
            }
        }
        return updateContended(next);
    }

    private T updateContended(UnaryOperator<T> next) {
        int lost = 0;
        for (int round = 0; lost < PATIENCE; round++) {
            stepBack();
            T before = claim();
            if (pleas == 0 || round >= MAX_ROUNDS) {
                T after = replace(before, next);
                if (after != null) {
                    return after;
                }
                lost++;
            }
        }
        PLEAS.getAndAdd(this, 1);
        try {
            while (true) {
                T after = replace(claim(), next);
                if (after != null) {
                    return after;
                }
            }
        } finally {
            PLEAS.getAndAdd(this, -1);
        }
    }

    /** The value, with the cache line as this thread's own. */
    @SuppressWarnings("unchecked") // it is what `value` holds
    private T claim() {
        return (T) VALUE.compareAndExchange(this, null, null);
    }

    /** The value that holds after the replacement; null where another writer was faster. */
    private @Nullable T replace(T before, UnaryOperator<T> next) {
        T after = Objects.requireNonNull(next.apply(before), "next");
        return before == after || VALUE.compareAndSet(this, before, after) ? after : null;
    }

    private static void stepBack() {
        for (int i = 0; i < PAUSES; i++) {
            Thread.onSpinWait();
        }
    }
}
