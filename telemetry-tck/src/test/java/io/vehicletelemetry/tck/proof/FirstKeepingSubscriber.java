package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** While its subscriber is busy, remembers what waits first; gives that out instead of the newest. */
final class FirstKeepingSubscriber extends RelaySubscriber {
    private final ConcurrentHashMap<VehicleId, VehicleSnapshot> firsts = new ConcurrentHashMap<>();
    private volatile boolean busy;

    FirstKeepingSubscriber(Subscriber subscriber) {
        super(subscriber);
    }

    void published(VehicleSnapshot snapshot) {
        if (busy) {
            firsts.putIfAbsent(snapshot.vehicle(), snapshot);
        }
    }

    @Override
    public void deliver(Delivery delivery) {
        AtomicBoolean completed = new AtomicBoolean();
        subscriber.deliver(new Delivery() {
            @Override
            public @Nullable VehicleSnapshot next() {
                VehicleSnapshot newest = delivery.next();
                VehicleSnapshot first = newest == null ? null : firsts.remove(newest.vehicle());
                return first != null ? first : newest;
            }

            @Override
            public void complete() {
                completed.set(true);
                busy = false;
                delivery.complete();
            }
        });
        busy |= !completed.get(); // those that complete inside the call are served well
    }
}
