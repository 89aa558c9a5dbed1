package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.broadcast.Subscriber.Delivery;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Small parts of which the broken broadcasters are made. */
final class Views {

    /** Nothing is known. */
    static final SnapshotView NOTHING = new Copy();

    private Views() {}

    /** A delivery made of its two methods. */
    static Delivery delivery(Supplier<? extends @Nullable VehicleSnapshot> next, Runnable completion) {
        return new Delivery() {
            @Override
            public @Nullable VehicleSnapshot next() {
                return next.get();
            }

            @Override
            public void complete() {
                completion.run();
            }
        };
    }

    /** What another view knew at some time. */
    static final class Copy implements SnapshotView {
        private volatile List<VehicleSnapshot> snapshots = List.of();

        void copy(SnapshotView view) {
            List<VehicleSnapshot> now = new ArrayList<>();
            view.forEach(now::add);
            snapshots = now;
        }

        @Override
        public @Nullable VehicleSnapshot get(VehicleId vehicle) {
            return snapshots.stream()
                    .filter(it -> it.vehicle().equals(vehicle))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public void forEach(Consumer<? super VehicleSnapshot> action) {
            snapshots.forEach(action);
        }

        @Override
        public int size() {
            return snapshots.size();
        }
    }
}
