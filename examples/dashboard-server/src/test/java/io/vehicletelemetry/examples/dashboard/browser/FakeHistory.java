package io.vehicletelemetry.examples.dashboard.browser;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * History as docs/wire-protocol.md has it, until the server's own is there: a wave with a peak in its middle, and an hour
 * offline. Vehicle {@code forgotten} has none. It is no {@code @Configuration}, or the example's scan would find it.
 */
final class FakeHistory {

    @Bean
    RouterFunction<ServerResponse> fakeHistoryRoutes() {
        return RouterFunctions.route()
                .GET("/telemetry/history", FakeHistory::history)
                .GET("/telemetry/states", FakeHistory::states)
                .build();
    }

    private static ServerResponse history(ServerRequest request) {
        if (request.param("vehicle_id").orElse("").equals("forgotten")) {
            return ServerResponse.status(HttpStatus.NOT_FOUND).build();
        }
        Instant from = Instant.parse(request.param("from").orElseThrow());
        Instant to = Instant.parse(request.param("to").orElseThrow());
        int count = Integer.parseInt(request.param("points").orElse("600"));
        Duration bucket = Duration.between(from, to).dividedBy(count).truncatedTo(ChronoUnit.MILLIS);
        List<String> signals = List.of(request.param("signals").orElseThrow().split(",", -1));
        List<Map<String, Object>> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i > count / 3 && i < count / 3 + count / 20) {
                continue;
            }
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("timestamp", from.plus(bucket.multipliedBy(i)).toString());
            for (int s = 0; s < signals.size(); s++) {
                double value = 60 + 30 * Math.sin(i / 30.0 + s);
                double peak = i == count / 2 ? 240 : value + 4;
                point.put(signals.get(s), Map.of("min", value - 4, "max", peak, "first", value - 1, "last", value));
            }
            points.add(point);
        }
        return ServerResponse.ok()
                .body(Map.of(
                        "vehicle_id", request.param("vehicle_id").orElseThrow(),
                        "from", from.toString(),
                        "to", to.toString(),
                        "resolution", bucket.toString(),
                        "points", points));
    }

    private static ServerResponse states(ServerRequest request) {
        Instant from = Instant.parse(request.param("from").orElseThrow());
        Duration span = Duration.between(from, Instant.parse(request.param("to").orElseThrow()));
        return ServerResponse.ok()
                .body(Map.of(
                        "vehicle_id",
                        request.param("vehicle_id").orElseThrow(),
                        "states",
                        List.of(
                                Map.of("state", "running", "since", from.toString()),
                                Map.of(
                                        "state",
                                        "offline",
                                        "since",
                                        from.plus(span.dividedBy(3)).toString()),
                                Map.of(
                                        "state",
                                        "running",
                                        "since",
                                        from.plus(span.dividedBy(3))
                                                .plus(span.dividedBy(20))
                                                .toString()))));
    }
}
