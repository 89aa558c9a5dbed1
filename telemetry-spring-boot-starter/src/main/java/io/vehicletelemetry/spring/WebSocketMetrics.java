package io.vehicletelemetry.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vehicletelemetry.websocket.RefusalReason;
import io.vehicletelemetry.websocket.TelemetryWebSocket;
import io.vehicletelemetry.websocket.WebSocketStats;
import java.util.function.ToDoubleFunction;

/** What the WebSocket's clients do, and what was done to them. */
final class WebSocketMetrics implements MeterBinder {

    private static final String PREFIX = "telemetry.websocket.";

    private final WebSocketStats stats;

    WebSocketMetrics(TelemetryWebSocket socket) {
        this.stats = socket.stats();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(PREFIX + "sessions", stats, WebSocketStats::sessions)
                .description("Sessions that are open")
                .register(registry);
        counter("opened", WebSocketStats::opened, "Sessions that were opened").register(registry);
        for (RefusalReason reason : RefusalReason.values()) {
            counter("refused", counts -> counts.refused(reason), "Handshakes that were refused")
                    .tag("reason", EnumNames.lowerCase(reason))
                    .register(registry);
        }
        cut("send_timeout", WebSocketStats::sendTimeouts).register(registry);
        cut("send_failure", WebSocketStats::sendFailures).register(registry);
        cut("unanswered", WebSocketStats::unanswered).register(registry);
        counter(
                        "bad.messages",
                        WebSocketStats::badMessages,
                        "Messages of clients that were not understood, too big or binary")
                .register(registry);
        counter(
                        "frames.sent",
                        WebSocketStats::framesSent,
                        "Updates and answers that the container took over for sending")
                .register(registry);
        counter(
                        "conflated",
                        WebSocketStats::conflated,
                        "Updates that a newer one of their vehicle replaced before they were sent")
                .register(registry);
    }

    private FunctionCounter.Builder<WebSocketStats> cut(String reason, ToDoubleFunction<WebSocketStats> count) {
        return counter("cut", count, "Sessions that the server closed because their client took in nothing or was gone")
                .tag("reason", reason);
    }

    private FunctionCounter.Builder<WebSocketStats> counter(
            String name, ToDoubleFunction<WebSocketStats> count, String description) {
        return FunctionCounter.builder(PREFIX + name, stats, count).description(description);
    }
}
