package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.decode.RawMessage;
import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.decode.TopicRoute;
import io.vehicletelemetry.core.decode.TopicTemplate;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Delivers what the file says as a source of topics does. Confined to the thread that plays. */
final class ReplaySource implements TelemetrySource {

    private record Waiting(long arrivalNanos, Runnable delivery) {}

    private final List<TopicRoute> routes;
    private final TimeSource time;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private @Nullable TopicTemplate held;
    private long unmatched;
    private @Nullable TelemetrySink sink;

    ReplaySource(List<TopicRoute> routes, TimeSource time) {
        this.routes = TopicRoute.ofOneSource(routes);
        this.time = time;
    }

    void arrive(String topic, boolean retained, byte[] payload) {
        for (TopicRoute route : routes) {
            TopicTemplate.Captured captured = route.template().match(topic);
            if (captured != null) {
                RawMessage.Builder message =
                        RawMessage.builder(topic, payload, time).retained(retained);
                boolean tooLarge = payload.length > TelemetryLimits.defaults().payloadBytes();
                deliver(topic, () -> {
                    if (tooLarge) {
                        sink().reject(RejectReason.TOO_LARGE, topic + ": " + payload.length + " bytes");
                    } else {
                        route.read(message, captured, new SinkOutput(sink(), topic));
                    }
                });
                return;
            }
        }
        unmatched++;
    }

    /** How many messages no subscription takes. */
    long unmatched() {
        return unmatched;
    }

    private void deliver(String topic, Runnable delivery) {
        if (held != null && held.match(topic) != null) {
            waiting.add(new Waiting(time.nanoTime(), delivery));
        } else {
            delivery.run();
        }
    }

    /** Lets messages of these topics wait, as in a queue of their own. */
    void hold(TopicTemplate topics) {
        held = topics;
    }

    void release() {
        held = null;
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.delivery.run();
        }
    }

    void connected(boolean connected) {
        sink().connected(connected);
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public void start(TelemetrySink started) {
        sink = started;
    }

    @Override
    public long deliveredUpTo(long nowNanos) {
        Waiting oldest = waiting.peek();
        return oldest == null ? nowNanos : oldest.arrivalNanos;
    }

    @Override
    public void close() {}

    private TelemetrySink sink() {
        return Objects.requireNonNull(sink, "not started");
    }

    private record SinkOutput(TelemetrySink sink, String topic) implements TelemetryDecoder.Output {
        @Override
        public void frame(TelemetryFrame frame) {
            sink.frame(frame);
        }

        @Override
        public void availability(Availability availability) {
            sink.availability(availability);
        }

        @Override
        public void reject(RejectReason reason, String detail) {
            sink.reject(reason, topic + ": " + detail);
        }
    }
}
