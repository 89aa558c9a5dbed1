package io.vehicletelemetry.tck.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.tck.RecordingSubscriber;
import io.vehicletelemetry.tck.VirtualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Built, started, closed: once each. */
class LifecycleTest {

    private final VirtualTime time = new VirtualTime();
    private final ScriptedSource first = new ScriptedSource("first");
    private final ScriptedSource second = new ScriptedSource("second");
    private final EventLog log = new EventLog(time);
    private final TelemetryPipeline pipeline = TelemetryPipeline.builder()
            .time(time)
            .timer(time)
            .source(first)
            .source(second)
            .listener(log)
            .build();

    @Test
    void buildHasNoSideEffects() {
        assertThat(first.starts()).isZero();
        assertThat(time.activeTimers()).isZero();
        assertThat(pipeline.snapshots().size()).isZero();
        assertThat(pipeline.rejected()).isEmpty();
        assertThat(pipeline.connections().keySet()).containsExactly("first", "second");
    }

    @Test
    void startsOnce() {
        pipeline.start();

        assertThatThrownBy(pipeline::start).isInstanceOf(IllegalStateException.class);
        assertThat(first.starts()).isEqualTo(1);
        assertThat(second.starts()).isEqualTo(1);
        assertThat(time.activeTimers()).isEqualTo(1);
    }

    @Test
    void closesOnceInOrder() {
        RecordingSubscriber subscriber = RecordingSubscriber.completing();
        pipeline.broadcaster().subscribe(subscriber, vehicle -> true);
        pipeline.start();

        pipeline.close();
        pipeline.close();

        assertThat(first.closes()).isEqualTo(1);
        assertThat(second.closes()).isEqualTo(1);
        assertThat(time.activeTimers()).isZero();
        assertThat(subscriber.closedCalls()).isEqualTo(1);
        assertThatThrownBy(pipeline::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pipeline.broadcaster().subscribe(subscriber, vehicle -> true))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsKnownStaysReadableAfterTheEnd() {
        Rig rig = new Rig();
        rig.rpm(900);
        rig.pipeline.close();
        rig.advance(Duration.ofMinutes(1));

        assertThat(rig.number("rpm")).isEqualTo(900);
        assertThat(rig.log.states()).as("no silence without a timer").containsExactly("RUNNING by DATA");
    }

    @Test
    void closeBeforeStartClosesTheSourcesAndForbidsTheStart() {
        pipeline.close();

        assertThat(first.closes()).isEqualTo(1);
        assertThat(first.starts()).isZero();
        assertThatThrownBy(pipeline::start).isInstanceOf(IllegalStateException.class);
        assertThat(first.starts()).isZero();
        assertThat(time.activeTimers()).isZero();
    }

    @Test
    void sourceThatFailsToStartEndsThePipelineAndTheOthers() {
        RecordingSubscriber subscriber = RecordingSubscriber.completing();
        pipeline.broadcaster().subscribe(subscriber, vehicle -> true);
        IllegalArgumentException failure = new IllegalArgumentException("host \"\": allowed is a host name");
        second.failingOnStart(failure);

        assertThatThrownBy(pipeline::start).isSameAs(failure);

        assertThat(first.closes()).isEqualTo(1);
        assertThat(time.activeTimers()).isZero();
        assertThat(subscriber.closedCalls()).isEqualTo(1);
        assertThatThrownBy(pipeline::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sourceThatFailsToCloseIsReportedAndTheRestIsClosed() {
        IllegalStateException failure = new IllegalStateException("does not close");
        first.failingOnClose(failure);
        pipeline.start();

        pipeline.close();

        assertThat(log.failures).containsExactly(failure);
        assertThat(second.closes()).isEqualTo(1);
        assertThat(time.activeTimers()).isZero();
    }

    @Test
    void connectionsAreOfEachSource() {
        pipeline.start();
        second.connected(false);

        assertThat(pipeline.connections()).isEqualTo(Map.of("first", true, "second", false));
        assertThat(log.connections).containsExactly("second false");
    }
}
