package io.vehicletelemetry.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vehicletelemetry.core.history.DurableRecorder;
import io.vehicletelemetry.core.history.DurableStats;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.RecorderStats;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What became of all that was to be recorded. */
final class HistoryMetrics implements MeterBinder {

    private static final Map<String, ToLongFunction<RecorderStats>> BESIDE = Map.of(
            "stored", RecorderStats::stored,
            "duplicate", RecorderStats::duplicates,
            "thinned", RecorderStats::thinned,
            "dropped", RecorderStats::dropped,
            "refused", RecorderStats::refused);
    private static final Map<String, ToLongFunction<DurableStats>> DURABLE = Map.of(
            "stored", DurableStats::stored,
            "duplicate", DurableStats::duplicates,
            "refused", DurableStats::refused,
            "unusable", DurableStats::unusable);

    private final HistoryRecorder recorder;
    private final @Nullable DurableRecorder durable;

    HistoryMetrics(HistoryRecorder recorder, @Nullable DurableRecorder durable) {
        this.recorder = recorder;
        this.durable = durable;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        BESIDE.forEach((outcome, count) ->
                recorded(registry, "best_effort", outcome, recorder, given -> count.applyAsLong(given.stats())));
        waiting(registry, "best_effort", recorder, given -> given.stats().waiting());
        if (durable != null) {
            DURABLE.forEach((outcome, count) ->
                    recorded(registry, "durable", outcome, durable, given -> count.applyAsLong(given.stats())));
            waiting(registry, "durable", durable, given -> given.stats().waiting());
            FunctionCounter.builder(
                            "telemetry.history.unprotected",
                            durable,
                            given -> given.stats().unprotected())
                    .description("Frames that would not have come again after a crash: they came at QoS 0")
                    .register(registry);
        }
    }

    private static <T> void recorded(
            MeterRegistry registry, String recorder, String outcome, T given, ToDoubleFunction<T> count) {
        FunctionCounter.builder("telemetry.history.recorded", given, count)
                .tag("recorder", recorder)
                .tag("outcome", outcome)
                .description("Frames and changes of state that were to be recorded, by what became of them")
                .register(registry);
    }

    private static <T> void waiting(MeterRegistry registry, String recorder, T given, ToDoubleFunction<T> count) {
        Gauge.builder("telemetry.history.waiting", given, count)
                .tag("recorder", recorder)
                .description("What waits to be recorded or is being written")
                .register(registry);
    }
}
