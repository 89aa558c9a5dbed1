package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.LastKnown;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Instant;
import java.util.List;

/**
 * Finds what is known of a vehicle last, in one transaction.
 *
 * <p><em>Thread-safe.</em>
 */
final class LastValues {

    private final Queries queries;
    private final Layouts layouts;
    private final FrameReader frames;
    private final States states;

    LastValues(Queries queries, Layouts layouts, FrameReader frames, States states) {
        this.queries = queries;
        this.layouts = layouts;
        this.frames = frames;
        this.states = states;
    }

    LastKnown find(VehicleId vehicle, Instant before, int depth) {
        Instant end = HistoryQuery.of(vehicle, before, before).from(); // whole microseconds, as all times here are
        LastKnown.Collector last = new LastKnown.Collector(vehicle);
        return queries.ask("finding the last values", (connection, deadline) -> {
            Layout layout = layouts.find(connection, vehicle);
            if (layout == null) {
                return last.with(null);
            }
            frames.last(connection, vehicle, layout, end, depth, last);
            List<RecordedState> held = states.before(connection, vehicle, layout, end);
            return last.with(held.isEmpty() ? null : held.get(0));
        });
    }
}
