package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One subscriber's place in the journal, and its one delivery in flight. */
final class JournalSubscription implements Subscription {

    /*
     * Parties: any number of publishers wake, one at a time of the subscriber's threads takes, anybody completes or closes.
     *
     * The cursor belongs to the delivery in flight, and where there is none to the trampoline; one hands it to the other
     * through `inFlight` (volatile).
     *
     * The subscriber is called on a trampoline: whoever raises `work` from 0 runs the steps until nobody asked for more;
     * everybody else only asks. So calls never overlap, and a subscriber that completes inside its call makes the loop go
     * round once more instead of recursing. No wake-up is lost: publishing writes the journal, complete clears `inFlight`
     * and close sets `closed` before they ask.
     *
     * Progress: apart from the subscriber's own code lock-free; a wake is two reads while a delivery is in flight.
     */

    // Fields, not objects beside: with thousands of subscriptions each object more is a wait for memory.
    private static final AtomicIntegerFieldUpdater<JournalSubscription> WORK =
            AtomicIntegerFieldUpdater.newUpdater(JournalSubscription.class, "work");
    private static final AtomicIntegerFieldUpdater<Parcel> COMPLETED =
            AtomicIntegerFieldUpdater.newUpdater(Parcel.class, "completed");

    private final Subscriber subscriber;
    private final Predicate<VehicleId> filter;
    private final JournalCursor cursor;
    private final Consumer<? super Throwable> failures;
    private final Consumer<? super JournalSubscription> removal;

    private volatile int work;
    private volatile boolean started;
    private volatile boolean inFlight;
    private volatile boolean closed;
    private boolean firstDelivered; // only on the trampoline
    private boolean closedDelivered; // only on the trampoline

    JournalSubscription(
            Subscriber subscriber,
            Predicate<VehicleId> filter,
            Journal journal,
            Consumer<? super Throwable> failures,
            Consumer<? super JournalSubscription> removal) {
        this.subscriber = subscriber;
        this.filter = filter;
        this.cursor = new JournalCursor(journal, filter);
        this.failures = failures;
        this.removal = removal;
    }

    /** Something of a vehicle was published; where a delivery is in flight, its completion looks for it. */
    void wake(VehicleId vehicle) {
        if (!inFlight && started && !closed && wants(vehicle)) {
            run();
        }
    }

    /** Lets deliveries begin, with what is known of these vehicles. */
    void start(Iterable<Track> known) {
        cursor.begin(known);
        started = true;
        run();
    }

    @Override
    public long conflated() {
        try {
            return cursor.conflated();
        } catch (Throwable e) { // of the filter
            fail(e);
            return 0;
        }
    }

    @Override
    public void close() {
        closed = true;
        removal.accept(this);
        run();
    }

    boolean wants(VehicleId vehicle) {
        try {
            return filter.test(vehicle);
        } catch (Throwable e) {
            fail(e);
            return false;
        }
    }

    private void run() {
        if (WORK.getAndIncrement(this) != 0) {
            return;
        }
        int done = work;
        do {
            step();
            done = WORK.addAndGet(this, -done);
        } while (done != 0);
    }

    private void step() {
        try {
            if (closed) {
                if (!closedDelivered) {
                    closedDelivered = true;
                    subscriber.closed();
                }
            } else if (started && !inFlight && (!firstDelivered || cursor.isPending())) {
                firstDelivered = true;
                inFlight = true;
                subscriber.deliver(new Parcel());
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private @Nullable VehicleSnapshot take() {
        try {
            return cursor.take();
        } catch (Throwable e) { // of the filter
            fail(e);
            return null;
        }
    }

    private void fail(Throwable failure) {
        failures.accept(failure);
        close();
    }

    /** The delivery in flight. */
    private final class Parcel implements Subscriber.Delivery {
        private volatile int completed;
        private volatile boolean asked;

        @Override
        public @Nullable VehicleSnapshot next() {
            asked = true;
            return closed || completed != 0 ? null : take();
        }

        @Override
        public void complete() {
            if (COMPLETED.compareAndSet(this, 0, 1)) {
                if (!asked) { // it would get the same delivery again, for ever, in a publisher's thread
                    fail(new IllegalStateException("a subscriber completed a delivery without asking what is in it"));
                    return;
                }
                inFlight = false;
                run();
            }
        }
    }
}
