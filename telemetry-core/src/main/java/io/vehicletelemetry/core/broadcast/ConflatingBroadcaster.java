package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Fan-out through one mailbox a subscriber: the newest snapshot of each vehicle, at the subscriber's pace. */
final class ConflatingBroadcaster implements Broadcaster {

    /*
     * Publishing walks over the mailboxes that are registered at that moment. A new subscriber is registered first and
     * given the known snapshots afterwards: a snapshot that is published in between reaches it by one way or by both, and
     * its mailbox leaves out what is not newer. The other order would lose it. Both lists are only ever read whole.
     *
     * `closed` is set before the mailboxes are closed and read after one is registered, so that none stays open.
     */

    private final SnapshotView current;
    private final Consumer<? super Throwable> failures;
    private final CopyOnWriteArrayList<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    ConflatingBroadcaster(SnapshotView current, Consumer<? super Throwable> failures) {
        this.current = Objects.requireNonNull(current, "current");
        this.failures = Objects.requireNonNull(failures, "failures");
    }

    @Override
    public void publish(VehicleSnapshot snapshot) {
        for (Mailbox mailbox : mailboxes) {
            mailbox.offer(snapshot);
        }
    }

    @Override
    public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
        Mailbox mailbox = new Mailbox(
                Objects.requireNonNull(subscriber, "subscriber"),
                Objects.requireNonNull(filter, "filter"),
                failures,
                mailboxes::remove);
        mailboxes.add(mailbox);
        if (closed) {
            mailboxes.remove(mailbox);
            throw new IllegalStateException("broadcaster is closed: no new subscribers");
        }
        current.forEach(mailbox::offer);
        mailbox.start();
        return mailbox;
    }

    @Override
    public int subscribers() {
        return mailboxes.size();
    }

    @Override
    public void close() {
        closed = true;
        mailboxes.forEach(Mailbox::close);
    }
}
