package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One subscriber's pending snapshots, at most one a vehicle, and its one delivery in flight. */
final class Mailbox implements Subscription {

    /*
     * Parties: any number of publishers offer, one at a time of the subscriber's threads takes, anybody completes or closes.
     *
     * A slot a vehicle holds the newest snapshot that waits. Offering replaces it by compare-and-set, only by a newer one;
     * who turns it from empty to full puts the slot into the queue, who takes it empties it: a slot is in the queue exactly
     * while it is full or about to be (full first, queued right after). So the memory is one reference a vehicle, and a
     * snapshot that is taken is the newest. `sent` belongs to whoever takes; one delivery hands it to the next through
     * `inFlight` (volatile). It drops what a slower publisher brought late: no step back.
     *
     * The subscriber is called on a trampoline: whoever raises `work` from 0 runs the steps until nobody asked for more;
     * everybody else only asks. So calls never overlap, and a subscriber that completes inside its call makes the loop go
     * round once more instead of recursing. No wake-up is lost: offer queues, complete clears `inFlight` and close sets
     * `closed` before they ask.
     *
     * Progress: offer is lock-free, and apart from the subscriber's own code so is everything else.
     */

    private final Subscriber subscriber;
    private final Predicate<VehicleId> filter;
    private final Consumer<? super Throwable> failures;
    private final Consumer<? super Mailbox> removal;

    private final ConcurrentHashMap<VehicleId, Slot> slots = new ConcurrentHashMap<>();
    private final Queue<Slot> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicLong conflated = new AtomicLong();
    private volatile boolean started;
    private volatile boolean inFlight;
    private volatile boolean closed;
    private boolean firstDelivered; // only on the trampoline
    private boolean closedDelivered; // only on the trampoline

    Mailbox(
            Subscriber subscriber,
            Predicate<VehicleId> filter,
            Consumer<? super Throwable> failures,
            Consumer<? super Mailbox> removal) {
        this.subscriber = subscriber;
        this.filter = filter;
        this.failures = failures;
        this.removal = removal;
    }

    /** Puts a snapshot into the box, if the subscriber wants its vehicle and nothing newer waits. */
    void offer(VehicleSnapshot snapshot) {
        if (closed || !wants(snapshot.vehicle())) {
            return;
        }
        Slot slot = slots.get(snapshot.vehicle());
        if (slot == null) {
            slot = slots.computeIfAbsent(snapshot.vehicle(), vehicle -> new Slot());
        }
        while (true) {
            VehicleSnapshot waiting = slot.pending.get();
            if (waiting != null && !snapshot.isNewerThan(waiting)) {
                return;
            }
            if (slot.pending.compareAndSet(waiting, snapshot)) {
                if (waiting == null) {
                    queue.add(slot);
                } else {
                    conflated.incrementAndGet();
                }
                break;
            }
        }
        if (started && !inFlight) { // else start or complete looks into the queue after this
            run();
        }
    }

    /** Lets deliveries begin: what was offered so far is in the first one. */
    void start() {
        started = true;
        run();
    }

    @Override
    public long conflated() {
        return conflated.get();
    }

    @Override
    public void close() {
        closed = true;
        removal.accept(this);
        run();
    }

    private boolean wants(VehicleId vehicle) {
        try {
            return filter.test(vehicle);
        } catch (Throwable e) {
            fail(e);
            return false;
        }
    }

    private void run() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int done = 1;
        do {
            step();
            done = work.addAndGet(-done);
        } while (done != 0);
    }

    private void step() {
        try {
            if (closed) {
                if (!closedDelivered) {
                    closedDelivered = true;
                    queue.clear();
                    slots.clear();
                    subscriber.closed();
                }
            } else if (started && !inFlight && (!firstDelivered || isPending())) {
                firstDelivered = true;
                inFlight = true;
                subscriber.deliver(new Parcel());
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        failures.accept(failure);
        close();
    }

    /** Whether something waits that is newer than what was taken; what is not is dropped. Only while nothing is in flight. */
    private boolean isPending() {
        for (Slot slot = queue.peek(); slot != null; slot = queue.peek()) {
            VehicleSnapshot waiting = slot.pending.get();
            if (waiting != null && slot.isNew(waiting)) {
                return true;
            }
            queue.remove();
            if (waiting != null && !slot.pending.compareAndSet(waiting, null)) {
                queue.add(slot); // a newer one came in the meantime, and found the slot full
            }
        }
        return false;
    }

    private @Nullable VehicleSnapshot take() {
        for (Slot slot = queue.poll(); slot != null; slot = queue.poll()) {
            VehicleSnapshot snapshot = slot.pending.getAndSet(null);
            if (snapshot != null && slot.isNew(snapshot)) {
                slot.sentEpoch = snapshot.epoch();
                slot.sentRevision = snapshot.revision();
                return snapshot;
            }
        }
        return null;
    }

    /** A vehicle's place in the box. */
    private static final class Slot {
        final AtomicReference<@Nullable VehicleSnapshot> pending = new AtomicReference<>();
        String sentEpoch = "";
        long sentRevision;

        boolean isNew(VehicleSnapshot snapshot) {
            return snapshot.revision() > sentRevision || !snapshot.epoch().equals(sentEpoch);
        }
    }

    /** The delivery in flight. */
    private final class Parcel implements Subscriber.Delivery {
        private final AtomicBoolean completed = new AtomicBoolean();
        private volatile boolean asked;

        @Override
        public @Nullable VehicleSnapshot next() {
            asked = true;
            return closed || completed.get() ? null : take();
        }

        @Override
        public void complete() {
            if (completed.compareAndSet(false, true)) {
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
