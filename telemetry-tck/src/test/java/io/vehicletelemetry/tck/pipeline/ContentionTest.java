package io.vehicletelemetry.tck.pipeline;

import static io.vehicletelemetry.tck.pipeline.Rig.CAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.PipelineListener;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.tck.RecordingSubscriber;
import io.vehicletelemetry.tck.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Frames, last wills and the timer meet on one vehicle, in threads of their own. */
class ContentionTest {

    private final VirtualTime time = new VirtualTime();
    private final Collection<StateChange> changes = new ConcurrentLinkedQueue<>();
    private final Collection<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final OpenSource source = new OpenSource();
    private final RecordingSubscriber subscriber = RecordingSubscriber.completing();

    @Test
    void l8_everyTransitionIsToldOnceAndTheLastStateIsTheOneThatHolds() throws Exception {
        try (TelemetryPipeline pipeline = TelemetryPipeline.builder()
                .time(time)
                .timer(time)
                .source(source)
                .listener(new Changes())
                .offlineAfter(Duration.ofMillis(20))
                .build()) {
            pipeline.broadcaster().subscribe(subscriber, vehicle -> true);
            pipeline.start();
            List<CompletableFuture<Void>> devices = new ArrayList<>();
            for (int seed = 1; seed <= 2; seed++) {
                Random random = new Random(seed);
                devices.add(CompletableFuture.runAsync(() -> deliver(random, 20_000)));
            }
            for (int i = 0; i < 5_000; i++) {
                time.advance(Duration.ofMillis(7));
            }
            for (CompletableFuture<Void> device : devices) {
                device.get(60, TimeUnit.SECONDS);
            }
            time.advance(Duration.ofMillis(100));

            assertThat(failures).isEmpty();
            VehicleSnapshot car = Objects.requireNonNull(pipeline.snapshots().get(CAR));
            assertThat(car.state()).isEqualTo(VehicleState.OFFLINE);
            assertThat(subscriber.last(CAR)).isSameAs(car);
            assertThat(subscriber.revisions(CAR)).isSorted().doesNotHaveDuplicates();
            List<VehicleState> states = changes.stream()
                    .map(StateChange::snapshot)
                    .sorted(Comparator.comparing(VehicleSnapshot::revision))
                    .map(VehicleSnapshot::state)
                    .toList();
            for (int i = 0; i < states.size(); i++) {
                assertThat(states.get(i)).isEqualTo(i % 2 == 0 ? VehicleState.RUNNING : VehicleState.OFFLINE);
            }
        }
    }

    private void deliver(Random random, int count) {
        TelemetrySink sink = source.sink();
        for (int i = 0; i < count; i++) {
            if (random.nextInt(10) == 0) {
                sink.availability(new Availability(CAR, null, false, false, time.instant(), time.nanoTime()));
            } else {
                sink.frame(TelemetryFrame.builder(time)
                        .vehicle(CAR)
                        .replayed(random.nextInt(10) == 0)
                        .signal("rpm", i)
                        .build());
            }
        }
    }

    private final class Changes implements PipelineListener {
        @Override
        public void stateChanged(StateChange change) {
            changes.add(change);
        }

        @Override
        public void failed(String where, Throwable failure) {
            failures.add(failure);
        }
    }

    private static final class OpenSource implements TelemetrySource {
        private volatile @Nullable TelemetrySink sink;

        TelemetrySink sink() {
            return Objects.requireNonNull(sink, "not started");
        }

        @Override
        public void start(TelemetrySink sink) {
            this.sink = sink;
        }

        @Override
        public void close() {}
    }
}
