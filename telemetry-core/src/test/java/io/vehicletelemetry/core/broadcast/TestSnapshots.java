package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Snapshots that differ by vehicle and revision alone, and subscribers that remember them. */
final class TestSnapshots {

    private TestSnapshots() {}

    static VehicleSnapshot snapshot(int vehicle, long revision) {
        return VehicleSnapshot.builder(VehicleId.of(vehicle), "epoch", Instant.EPOCH)
                .revision(revision)
                .build();
    }

    /** Takes everything inside its call. */
    static class Eager implements Subscriber {
        final List<Long> revisions = new ArrayList<>();
        int closed;

        @Override
        public void deliver(Delivery delivery) {
            for (VehicleSnapshot next = delivery.next(); next != null; next = delivery.next()) {
                revisions.add(next.revision());
            }
            delivery.complete();
        }

        @Override
        public void closed() {
            closed++;
        }
    }

    /** Takes when it is told to. */
    static final class Lazy implements Subscriber {
        final List<Long> revisions = new ArrayList<>();
        volatile @Nullable Delivery delivery;

        @Override
        public void deliver(Delivery delivery) {
            if (this.delivery != null) {
                throw new IllegalStateException("B3: two deliveries in flight");
            }
            this.delivery = delivery;
        }

        boolean take() {
            Delivery taken = delivery;
            if (taken == null) {
                return false;
            }
            for (VehicleSnapshot next = taken.next(); next != null; next = taken.next()) {
                revisions.add(next.revision());
            }
            delivery = null;
            taken.complete();
            return true;
        }
    }

    /** No vehicle is known but by publication. */
    static class Nothing implements SnapshotView {
        @Override
        public @Nullable VehicleSnapshot get(VehicleId vehicle) {
            return null;
        }

        @Override
        public void forEach(Consumer<? super VehicleSnapshot> action) {}

        @Override
        public int size() {
            return 0;
        }
    }
}
