package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;

/** What is known of the vehicles that whoever asks may see. */
record VisibleSnapshots(SnapshotView all, Predicate<VehicleId> visible) implements SnapshotView {

    static VisibleSnapshots of(SnapshotView all, VehicleAccess access, ServerRequest request) {
        return new VisibleSnapshots(
                all, access.visibleTo(request.servletRequest().getUserPrincipal()));
    }

    @Override
    public @Nullable VehicleSnapshot get(VehicleId vehicle) {
        return visible.test(vehicle) ? all.get(vehicle) : null;
    }

    @Override
    public void forEach(Consumer<? super VehicleSnapshot> action) {
        all.forEach(snapshot -> {
            if (visible.test(snapshot.vehicle())) {
                action.accept(snapshot);
            }
        });
    }

    @Override
    public int size() {
        int[] count = new int[1];
        forEach(snapshot -> count[0]++);
        return count[0];
    }
}
