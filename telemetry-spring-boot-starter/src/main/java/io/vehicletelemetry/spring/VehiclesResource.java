package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.websocket.TelemetryJson;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.servlet.function.ServerRequest;

/** All known vehicles that one may see, without their values. */
record VehiclesResource(SnapshotView all, VehicleAccess access) implements Resource.Content {

    @Override
    public String json(ServerRequest request) {
        List<VehicleSnapshot> known = new ArrayList<>();
        VisibleSnapshots.of(all, access, request).forEach(known::add);
        return TelemetryJson.vehicles(known);
    }
}
