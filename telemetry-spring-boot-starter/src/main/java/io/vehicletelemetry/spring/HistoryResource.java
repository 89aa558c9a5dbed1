package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.websocket.HistoryJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;

/** The past of one vehicle: its frames, as they were recorded or summed up. */
record HistoryResource(TelemetryHistory history, SnapshotView all, VehicleAccess access) implements Resource.Content {

    @Override
    public String json(ServerRequest request) {
        HistoryParameters parameters = new HistoryParameters(request, Instant.now());
        HistoryQuery query = parameters.query();
        Duration width = parameters.width(query);
        return asked(() -> {
            checkKnown(query.vehicle(), request);
            if (width != null) {
                return HistoryJson.buckets(query, history.summarize(query, width), width);
            }
            // One more than is shown tells whether there is more.
            List<RecordedFrame> found = history.find(query.limit(query.limit() + 1));
            List<RecordedFrame> shown = found.subList(0, Math.min(found.size(), query.limit()));
            String next = found.size() == shown.size()
                    ? null
                    : HistoryParameters.cursor(shown.get(shown.size() - 1).position());
            return HistoryJson.points(query, shown, next);
        });
    }

    @Override
    public @Nullable CsvExport csv(ServerRequest request) {
        HistoryParameters parameters = new HistoryParameters(request, Instant.now());
        if (!parameters.isCsv()) {
            return null;
        }
        HistoryQuery query = parameters.query();
        parameters.refuse("points", "limit");
        return asked(() -> {
            checkKnown(query.vehicle(), request);
            return CsvExport.of(history, query);
        });
    }

    /** The states of one vehicle. */
    String states(ServerRequest request) {
        HistoryQuery query = new HistoryParameters(request, Instant.now()).time();
        return asked(() -> {
            checkKnown(query.vehicle(), request);
            List<RecordedState> states =
                    history.states(query.vehicle(), query.from(), query.to(), HistoryParameters.MOST_POINTS + 1);
            HistoryParameters.checkStates(states.size());
            return HistoryJson.states(query.vehicle(), states);
        });
    }

    private void checkKnown(VehicleId vehicle, ServerRequest request) {
        boolean visible =
                access.visibleTo(request.servletRequest().getUserPrincipal()).test(vehicle);
        if (!visible || (all.get(vehicle) == null && history.newest(vehicle, 1).isEmpty())) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "vehicle_id",
                    "parameter vehicle_id: no vehicle \"" + vehicle + "\" is known");
        }
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (HistoryException e) {
            System.getLogger(HistoryResource.class.getName()).log(System.Logger.Level.WARNING, "history", e);
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE, null, "the history cannot be read now; try again later");
        }
    }
}
