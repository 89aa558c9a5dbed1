package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.Texts;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.websocket.TelemetryJson;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;

/** One vehicle: the one that is asked for, else the one that was heard of last; with the ages of its values on request. */
record LatestResource(SnapshotView all, VehicleAccess access, RestProperties rest) implements Resource.Content {

    private static final String VEHICLE_ID = "vehicle_id";
    private static final String AGES = "ages";

    /** The last live arrival, else the newest known value; of equal ones, the first by id. */
    private static final Comparator<VehicleSnapshot> HEARD_OF_LAST = Comparator.comparing(
                    VehicleSnapshot::lastLiveArrival, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparingLong(snapshot ->
                    snapshot.lastLiveArrival() != null ? 0 : snapshot.signals().newestMicros())
            .thenComparing(VehicleSnapshot::vehicle, Comparator.reverseOrder());

    @Override
    public String json(ServerRequest request) {
        SnapshotView snapshots = VisibleSnapshots.of(all, access, request);
        boolean ages = ages(request.params().getOrDefault(AGES, List.of()));
        List<String> given = request.params().getOrDefault(VEHICLE_ID, List.of());
        if (given.isEmpty()) {
            VehicleSnapshot last = heardOfLast(snapshots);
            return last == null ? TelemetryJson.empty(Instant.now()) : text(last, ages);
        }
        if (given.size() > 1) {
            throw bad(VEHICLE_ID, "it is given " + given.size() + " times; allowed is one vehicle");
        }
        VehicleId vehicle = vehicle(given.get(0));
        VehicleSnapshot snapshot = snapshots.get(vehicle);
        if (snapshot == null) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    VEHICLE_ID,
                    "parameter vehicle_id: no vehicle \"" + vehicle + "\" is known; those that are, are listed at "
                            + rest.path("vehicles"));
        }
        return text(snapshot, ages);
    }

    private static String text(VehicleSnapshot snapshot, boolean ages) {
        return ages ? TelemetryJson.updateWithAges(snapshot, Instant.now()) : TelemetryJson.update(snapshot);
    }

    private static boolean ages(List<String> given) {
        if (given.size() > 1) {
            throw bad(AGES, "it is given " + given.size() + " times; allowed is once");
        }
        String wanted = given.isEmpty() ? "false" : given.get(0);
        if (!wanted.equals("true") && !wanted.equals("false")) {
            throw bad(AGES, Texts.quoted(wanted) + ": allowed is either true or false");
        }
        return wanted.equals("true");
    }

    private static @Nullable VehicleSnapshot heardOfLast(SnapshotView snapshots) {
        VehicleSnapshot[] last = new VehicleSnapshot[1];
        snapshots.forEach(snapshot -> {
            if (last[0] == null || HEARD_OF_LAST.compare(snapshot, last[0]) > 0) {
                last[0] = snapshot;
            }
        });
        return last[0];
    }

    private static VehicleId vehicle(String text) {
        try {
            return VehicleId.of(text);
        } catch (IllegalArgumentException e) {
            throw bad(VEHICLE_ID, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException bad(String parameter, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, parameter, "parameter " + parameter + ": " + detail);
    }
}
