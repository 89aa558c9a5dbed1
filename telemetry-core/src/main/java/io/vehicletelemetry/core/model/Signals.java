package io.vehicletelemetry.core.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A set of named values in a fixed order: each with the time at which it was observed, which may be unknown, and with
 * the revision of its vehicle at which it last changed (0 in a frame, which knows no revision).
 *
 * <p>Times are kept in whole microseconds. Two sets with the same names share them.
 *
 * <p><em>Immutable.</em>
 */
public final class Signals {

    /** The observation time of a value of which nobody knows how old it is. */
    public static final long UNKNOWN_TIME = Long.MIN_VALUE;

    private static final Signals EMPTY =
            new Signals(SignalNames.EMPTY, new SignalValue[0], null, UNKNOWN_TIME, null, 0);

    private final SignalNames names;
    private final SignalValue[] values;
    /** Null where all have the same, which is the usual case: a device sends its values together. */
    private final long @Nullable [] observed;

    private final long observedByAll;
    private final long @Nullable [] changed;
    private final long changedByAll;

    private Signals(
            SignalNames names,
            SignalValue[] values,
            long @Nullable [] observed,
            long observedByAll,
            long @Nullable [] changed,
            long changedByAll) {
        this.names = names;
        this.values = values;
        this.observed = observed;
        this.observedByAll = observedByAll;
        this.changed = changed;
        this.changedByAll = changedByAll;
    }

    /**
     * The empty set.
     *
     * @return no signals
     */
    public static Signals empty() {
        return EMPTY;
    }

    /**
     * Starts an empty set.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder(EMPTY);
    }

    /**
     * Starts from this set. Names are shared until one is added.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * How many signals there are.
     *
     * @return the number
     */
    public int size() {
        return values.length;
    }

    /**
     * Whether there is none.
     *
     * @return true if there is none
     */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /**
     * The name of a signal.
     *
     * @param index its position, from 0
     * @return the name
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public String name(int index) {
        return names.name(index);
    }

    /**
     * The value of a signal.
     *
     * @param index its position, from 0
     * @return the value
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public SignalValue value(int index) {
        return values[index];
    }

    /**
     * When a value was observed.
     *
     * @param index its position, from 0
     * @return microseconds since 1970-01-01T00:00:00Z, or {@link #UNKNOWN_TIME}
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public long observedMicros(int index) {
        Objects.checkIndex(index, values.length);
        return observed == null ? observedByAll : observed[index];
    }

    /**
     * When a value was observed.
     *
     * @param index its position, from 0
     * @return the time, or null where it is unknown
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public @Nullable Instant observedAt(int index) {
        return instant(observedMicros(index));
    }

    /**
     * The revision of the vehicle at which a value last changed.
     *
     * @param index its position, from 0
     * @return the revision; 0 in a frame
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public long changedAt(int index) {
        Objects.checkIndex(index, values.length);
        return changed == null ? changedByAll : changed[index];
    }

    /**
     * The position of a signal.
     *
     * @param name its name
     * @return the position, or -1 where there is none of this name
     */
    public int indexOf(String name) {
        return names.indexOf(name, 0);
    }

    /**
     * The position of a signal, looked for where it probably is.
     *
     * @param name its name
     * @param hint where it would be if the order were the usual one, from 0
     * @return the position, or -1 where there is none of this name
     */
    public int indexOf(String name, int hint) {
        return names.indexOf(name, hint);
    }

    /**
     * The value of a signal.
     *
     * @param name its name
     * @return the value, or null where there is none of this name
     */
    public @Nullable SignalValue get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    /**
     * Whether the names are these, in this order. Costs a comparison of references a name where they are the same objects,
     * as from message to message.
     *
     * @param others names
     * @return true if they are the same
     */
    public boolean hasNames(List<String> others) {
        if (others.size() != size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            if (!others.get(i).equals(name(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The names in their order.
     *
     * @return the names
     */
    public List<String> names() {
        return IntStream.range(0, size()).mapToObj(this::name).toList();
    }

    /**
     * The newest observation time.
     *
     * @return microseconds since 1970-01-01T00:00:00Z, or {@link #UNKNOWN_TIME} where none is known
     */
    public long newestMicros() {
        if (observed == null) {
            return observedByAll;
        }
        long newest = UNKNOWN_TIME;
        for (long micros : observed) {
            newest = Math.max(newest, micros);
        }
        return newest;
    }

    /**
     * A time in whole microseconds.
     *
     * @param time the time
     * @return microseconds since 1970-01-01T00:00:00Z, rounded down
     * @throws ArithmeticException if the time is more than 290,000 years away
     */
    public static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    /**
     * A time from microseconds.
     *
     * @param micros microseconds since 1970-01-01T00:00:00Z, or {@link #UNKNOWN_TIME}
     * @return the time, or null where it is unknown
     */
    public static @Nullable Instant instant(long micros) {
        return micros == UNKNOWN_TIME ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Whether names, their order and values are the same; times and revisions do not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Signals that) || that.size() != size() || !Arrays.equals(values, that.values)) {
            return false;
        }
        if (names == that.names) {
            return true;
        }
        return IntStream.range(0, size()).allMatch(i -> name(i).equals(that.name(i)));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ", ").append(name(i)).append('=').append(values[i]);
        }
        return text.append('}').toString();
    }

    /**
     * Makes a set from another: values are copied once, names only when one is added.
     *
     * <p><em>Confined to one thread at a time: no locking. Not to be used after {@link #build()}.</em>
     */
    public static final class Builder {
        private SignalNames names;
        private boolean ownsNames;
        private SignalValue[] values;
        private int size;
        private long @Nullable [] observed;
        private long observedByAll;
        private long @Nullable [] changed;
        private long changedByAll;

        private Builder(Signals from) {
            this.names = from.names;
            this.values = from.values.clone();
            this.size = from.size();
            this.observed = from.observed == null ? null : from.observed.clone();
            this.observedByAll = from.observedByAll;
            this.changed = from.changed == null ? null : from.changed.clone();
            this.changedByAll = from.changedByAll;
        }

        /**
         * How many signals there are so far.
         *
         * @return the number
         */
        public int size() {
            return size;
        }

        /**
         * The position of a signal so far.
         *
         * @param name its name
         * @param hint where it would be if the order were the usual one, from 0
         * @return the position, or -1
         */
        public int indexOf(String name, int hint) {
            return names.indexOf(name, hint);
        }

        /**
         * Sets a value, replacing one of the same name.
         *
         * @param name the signal's name
         * @param value its value
         * @param observedMicros when it was observed: microseconds since 1970-01-01T00:00:00Z, or {@link #UNKNOWN_TIME}
         * @param changedAt the revision at which it last changed, 0 in a frame
         * @return this
         */
        public Builder put(String name, SignalValue value, long observedMicros, long changedAt) {
            int index = names.indexOf(name, size);
            if (index < 0) {
                index = append(name);
                if (size == 1) { // the first decides what all have in common, until one differs
                    observedByAll = observedMicros;
                    changedByAll = changedAt;
                }
            }
            return set(index, value, observedMicros, changedAt);
        }

        /**
         * Replaces the value at a position.
         *
         * @param index the position, from 0
         * @param value its value
         * @param observedMicros when it was observed: microseconds since 1970-01-01T00:00:00Z, or {@link #UNKNOWN_TIME}
         * @param changedAt the revision at which it last changed, 0 in a frame
         * @return this
         * @throws IndexOutOfBoundsException if there is no such position
         */
        public Builder set(int index, SignalValue value, long observedMicros, long changedAt) {
            values[Objects.checkIndex(index, size)] = value;
            if (observed == null && observedMicros != observedByAll) {
                observed = filled(observedByAll);
            }
            if (observed != null) {
                observed[index] = observedMicros;
            }
            if (changed == null && changedAt != changedByAll) {
                changed = filled(changedByAll);
            }
            if (changed != null) {
                changed[index] = changedAt;
            }
            return this;
        }

        /**
         * Declares that every value was observed at the same time.
         *
         * @param observedMicros microseconds since 1970-01-01T00:00:00Z, or {@link #UNKNOWN_TIME}
         * @return this
         */
        public Builder observedByAll(long observedMicros) {
            observed = null;
            observedByAll = observedMicros;
            return this;
        }

        private int append(String name) {
            if (!ownsNames) {
                names = names.grow();
                ownsNames = true;
            }
            int index = names.add(name);
            if (index == values.length) {
                int capacity = Math.max(8, index * 2);
                values = Arrays.copyOf(values, capacity);
                observed = observed == null ? null : Arrays.copyOf(observed, capacity);
                changed = changed == null ? null : Arrays.copyOf(changed, capacity);
            }
            size++;
            return index;
        }

        private long[] filled(long value) {
            long[] all = new long[values.length];
            Arrays.fill(all, value);
            return all;
        }

        /**
         * Makes the set.
         *
         * @return the signals
         */
        public Signals build() {
            if (size == 0) {
                return EMPTY;
            }
            boolean exact = size == values.length;
            return new Signals(
                    names,
                    exact ? values : Arrays.copyOf(values, size),
                    exact || observed == null ? observed : Arrays.copyOf(observed, size),
                    observedByAll,
                    exact || changed == null ? changed : Arrays.copyOf(changed, size),
                    changedByAll);
        }
    }
}
