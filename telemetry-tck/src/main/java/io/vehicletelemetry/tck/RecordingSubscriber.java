package io.vehicletelemetry.tck;

import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that takes all it gets and keeps it, and completes each delivery at once or when the test says so.
 *
 * <p><em>Thread-safe.</em>
 */
public final class RecordingSubscriber implements Subscriber {

    /*
     * Publishing threads deliver and close, the test's threads complete and read. Entries are guarded by `snapshots`; the
     * counters are atomic, because a broken broadcaster calls from two threads at once. A delivery is completed without a
     * lock: the next one may come inside that call.
     */
    private final boolean withholding;
    private final Recorded<VehicleSnapshot> snapshots = new Recorded<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final AtomicInteger emptyDeliveries = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final AtomicInteger closedCalls = new AtomicInteger();
    private final AtomicInteger deliveriesAfterClosed = new AtomicInteger();
    private final Recorded<Delivery> held = new Recorded<>();
    private final AtomicInteger completed = new AtomicInteger();

    private RecordingSubscriber(boolean withholding) {
        this.withholding = withholding;
    }

    /**
     * A subscriber that completes each delivery inside the call.
     *
     * @return a subscriber
     */
    public static RecordingSubscriber completing() {
        return new RecordingSubscriber(false);
    }

    /**
     * A subscriber that completes a delivery when the test calls {@link #complete}, or never.
     *
     * @return a subscriber
     */
    public static RecordingSubscriber withholding() {
        return new RecordingSubscriber(true);
    }

    @Override
    public void deliver(Delivery delivery) {
        deliveries.incrementAndGet();
        if (closedCalls.get() > 0) {
            deliveriesAfterClosed.incrementAndGet();
        }
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        VehicleSnapshot snapshot = delivery.next();
        if (snapshot == null) {
            emptyDeliveries.incrementAndGet();
        }
        for (; snapshot != null; snapshot = delivery.next()) {
            snapshots.add(snapshot);
        }
        if (withholding) {
            held.add(delivery);
            snapshots.changed();
        } else {
            inFlight.decrementAndGet();
            snapshots.changed();
            delivery.complete();
        }
    }

    @Override
    public void closed() {
        closedCalls.incrementAndGet();
        snapshots.changed();
    }

    /**
     * Completes the oldest delivery that is withheld.
     *
     * @throws IllegalStateException if none is
     */
    public void complete() {
        List<Delivery> all = held.all();
        int index = completed.getAndIncrement();
        if (index >= all.size()) {
            throw new IllegalStateException("no delivery is withheld: there were " + all.size());
        }
        inFlight.decrementAndGet();
        all.get(index).complete();
    }

    /**
     * All snapshots.
     *
     * @return a copy, in the order of arrival
     */
    public List<VehicleSnapshot> snapshots() {
        return snapshots.all();
    }

    /**
     * The snapshots of one vehicle.
     *
     * @param vehicle the vehicle
     * @return a copy, in the order of arrival
     */
    public List<VehicleSnapshot> snapshots(VehicleId vehicle) {
        return snapshots().stream().filter(it -> it.vehicle().equals(vehicle)).toList();
    }

    /**
     * The revisions of one vehicle.
     *
     * @param vehicle the vehicle
     * @return a copy, in the order of arrival
     */
    public List<Long> revisions(VehicleId vehicle) {
        return snapshots(vehicle).stream().map(VehicleSnapshot::revision).toList();
    }

    /**
     * The last snapshot of one vehicle.
     *
     * @param vehicle the vehicle
     * @return the snapshot that came last, or null where none came
     */
    public @Nullable VehicleSnapshot last(VehicleId vehicle) {
        List<VehicleSnapshot> all = snapshots(vehicle);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /**
     * How many deliveries came.
     *
     * @return the number, from 0
     */
    public int deliveries() {
        return deliveries.get();
    }

    /**
     * How many of the deliveries held nothing.
     *
     * @return the number, from 0
     */
    public int emptyDeliveries() {
        return emptyDeliveries.get();
    }

    /**
     * How many deliveries there were at once at most that were not completed.
     *
     * @return the number, from 0
     */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    /**
     * How often {@link #closed} was called.
     *
     * @return the number, from 0
     */
    public int closedCalls() {
        return closedCalls.get();
    }

    /**
     * How many deliveries came after {@link #closed} was called.
     *
     * @return the number, from 0
     */
    public int deliveriesAfterClosed() {
        return deliveriesAfterClosed.get();
    }

    /**
     * Waits until something is as wanted.
     *
     * @param wanted tests this subscriber
     * @param timeout how long to wait at most
     * @return false if it took too long, or if the thread was interrupted
     */
    public boolean await(Predicate<RecordingSubscriber> wanted, Duration timeout) {
        return snapshots.await(() -> wanted.test(this), timeout);
    }
}
