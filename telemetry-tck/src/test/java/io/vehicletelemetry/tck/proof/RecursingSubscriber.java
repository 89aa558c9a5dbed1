package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands out one snapshot a delivery, and the next from within the completion of the one before. */
final class RecursingSubscriber extends RelaySubscriber {

    RecursingSubscriber(Subscriber subscriber) {
        super(subscriber);
    }

    @Override
    public void deliver(Delivery delivery) {
        VehicleSnapshot first = delivery.next();
        if (first == null) {
            super.deliver(delivery);
        } else {
            pass(first, delivery);
        }
    }

    private void pass(VehicleSnapshot one, Delivery rest) {
        AtomicReference<@Nullable VehicleSnapshot> given = new AtomicReference<>(one);
        subscriber.deliver(new Delivery() {
            @Override
            public @Nullable VehicleSnapshot next() {
                VehicleSnapshot mine = given.getAndSet(null);
                return ended ? null : mine != null ? mine : rest.next();
            }

            @Override
            public void complete() {
                VehicleSnapshot following = rest.next();
                if (following == null) {
                    rest.complete();
                } else {
                    pass(following, rest);
                }
            }
        });
    }
}
