package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Fan-out through one journal, which each subscriber reads at its own pace: the newest snapshot of each vehicle. */
final class ConflatingBroadcaster implements Broadcaster {

    /*
     * Publishing writes the journal once and wakes those subscriptions that have nothing in flight. A new one takes its
     * place in the journal first and looks at the known snapshots afterwards: a snapshot that is published in between is
     * in the journal after that place, and taken once, whichever way it is found. The other order would lose it. The list
     * is only ever read whole.
     *
     * `closed` is set before the subscriptions are closed and read after one is registered, so that none stays open.
     */

    private final SnapshotView current;
    private final Consumer<? super Throwable> failures;
    private final Journal journal;
    private final CopyOnWriteArrayList<JournalSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    ConflatingBroadcaster(SnapshotView current, Consumer<? super Throwable> failures) {
        this(current, failures, new Journal());
    }

    ConflatingBroadcaster(SnapshotView current, Consumer<? super Throwable> failures, Journal journal) {
        this.current = Objects.requireNonNull(current, "current");
        this.failures = Objects.requireNonNull(failures, "failures");
        this.journal = journal;
    }

    @Override
    public void publish(VehicleSnapshot snapshot) {
        if (journal.append(snapshot)) {
            wake(snapshot.vehicle());
        }
    }

    private void wake(VehicleId vehicle) {
        for (JournalSubscription subscription : subscriptions) {
            subscription.wake(vehicle);
        }
    }

    @Override
    public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
        Objects.requireNonNull(subscriber, "subscriber");
        Objects.requireNonNull(filter, "filter");
        JournalSubscription subscription =
                new JournalSubscription(subscriber, filter, journal, failures, subscriptions::remove);
        subscriptions.add(subscription);
        if (closed) {
            subscriptions.remove(subscription);
            throw new IllegalStateException("broadcaster is closed: no new subscribers");
        }
        List<Track> known = new ArrayList<>();
        current.forEach(snapshot -> {
            if (subscription.wants(snapshot.vehicle())) {
                if (journal.introduce(snapshot)) { // it was never published, or will be at once
                    wake(snapshot.vehicle());
                }
                known.add(journal.track(snapshot.vehicle()));
            }
        });
        subscription.start(known);
        return subscription;
    }

    @Override
    public int subscribers() {
        return subscriptions.size();
    }

    @Override
    public void close() {
        closed = true;
        subscriptions.forEach(JournalSubscription::close);
    }
}
