package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import org.jspecify.annotations.Nullable;

/** Passes everything on. */
class RelaySubscriber implements Subscriber {
    final Subscriber subscriber;
    volatile boolean ended;

    RelaySubscriber(Subscriber subscriber) {
        this.subscriber = subscriber;
    }

    @Nullable
    VehicleSnapshot next(Delivery delivery) {
        return delivery.next();
    }

    @Override
    public void deliver(Delivery delivery) {
        subscriber.deliver(new Delivery() {
            @Override
            public @Nullable VehicleSnapshot next() {
                return RelaySubscriber.this.next(delivery);
            }

            @Override
            public void complete() {
                delivery.complete();
            }
        });
    }

    @Override
    public void closed() {
        ended = true;
        subscriber.closed();
    }
}
