package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.broadcast.Subscription;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The good one; the broken ones override a step of it. */
class WrappedBroadcaster implements Broadcaster {
    private final Broadcaster good;

    WrappedBroadcaster(SnapshotView current, Consumer<? super Throwable> failures) {
        this.good = Broadcaster.conflating(current, failures);
    }

    /** What stands between the good one and a subscriber. */
    Subscriber wrapped(Subscriber subscriber) {
        return subscriber;
    }

    @Override
    public void publish(VehicleSnapshot snapshot) {
        good.publish(snapshot);
    }

    @Override
    public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
        return good.subscribe(wrapped(subscriber), filter);
    }

    @Override
    public int subscribers() {
        return good.subscribers();
    }

    @Override
    public void close() {
        good.close();
    }
}
