package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.DeviceAssignments;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.TelemetryPipelineBuilder;
import io.vehicletelemetry.core.decode.TopicTemplate;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.tck.RecordingSubscriber;
import io.vehicletelemetry.tck.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One play of one pair of files. Confined to one thread, used once. */
final class Playback implements Script.Stage {

    private final Script script;
    private final List<Expectation> expectations;
    private final VirtualTime time;
    private final ReplaySource source;
    private final RacingTracker tracker = new RacingTracker();
    private final Observed observed = new Observed();
    private final RecordingSubscriber subscriber = RecordingSubscriber.completing();
    private final TelemetryPipeline pipeline;
    private final List<String> wrong = new ArrayList<>();
    private Duration now = Duration.ZERO;

    Playback(Script script, List<Expectation> expectations) {
        this.script = script;
        this.expectations = expectations;
        this.time = new VirtualTime(VirtualTime.DEFAULT_START_NANOS, script.start());
        this.source = new ReplaySource(script.routes(), time);
        TelemetryPipelineBuilder builder = TelemetryPipeline.builder()
                .time(time)
                .timer(time)
                .tracker(tracker)
                .devices(script.devices())
                .source(source)
                .listener(observed);
        script.settings().accept(builder);
        this.pipeline = builder.build();
    }

    void verify() {
        pipeline.broadcaster().subscribe(subscriber, vehicle -> true);
        pipeline.start();
        Script.Event last = null;
        try {
            Iterator<Script.Event> events = script.events().iterator();
            Script.Event next = events.hasNext() ? events.next() : null;
            for (Expectation expectation : expectations) {
                while (next != null && next.at().compareTo(expectation.at()) <= 0) {
                    last = play(next);
                    next = events.hasNext() ? events.next() : null;
                }
                advanceTo(expectation.at());
                String failure = expectation.check().wrong(this);
                if (!failure.isEmpty()) {
                    wrong.add(expectation.line().place() + " at " + shown(expectation.at()) + ": " + failure
                            + (last == null ? "" : "; what happened last: " + shown(last)));
                }
            }
            while (next != null) {
                last = play(next);
                next = events.hasNext() ? events.next() : null;
            }
            checkAll();
        } finally {
            pipeline.close();
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(script.file() + ", " + wrong.size() + " of " + expectations.size()
                    + " expectations or more are not met:\n  " + String.join("\n  ", wrong));
        }
    }

    private Script.Event play(Script.Event event) {
        advanceTo(event.at());
        event.action().play(this);
        return event;
    }

    private void advanceTo(Duration offset) {
        time.advance(offset.minus(now));
        now = offset;
    }

    /** What holds of every play. */
    private void checkAll() {
        Set<String> named = new HashSet<>();
        for (Expectation expectation : expectations) {
            if (expectation.check() instanceof CountCheck check) {
                named.add(check.what());
            }
        }
        pipeline.rejected().forEach((reason, count) -> {
            if (!named.contains(reason.name())) {
                wrong.add(reason + " was counted " + count + " times, and nothing is expected of it");
            }
        });
        if (source.unmatched() > 0 && !named.contains(CountCheck.UNMATCHED)) {
            wrong.add(source.unmatched() + " messages are of no subscription's topic, and nothing is expected of that");
        }
        if (tracker.isRacing()) {
            wrong.add("a @race waits for an expiry that never came");
        }
        wrong.addAll(observed.failures());
        Map<VehicleId, VehicleSnapshot> seen = new HashMap<>();
        for (VehicleSnapshot snapshot : subscriber.snapshots()) {
            VehicleSnapshot before = seen.put(snapshot.vehicle(), snapshot);
            if (before != null && before.revision() >= snapshot.revision()) {
                wrong.add("a subscriber saw " + snapshot + " after " + before);
            }
        }
        pipeline.snapshots().forEach(snapshot -> {
            VehicleSnapshot last = seen.get(snapshot.vehicle());
            if (last != snapshot) {
                wrong.add("what a subscriber saw last is " + last + ", and what holds is " + snapshot);
            }
        });
    }

    private static String shown(Script.Event event) {
        return event.line().place() + " at " + shown(event.at()) + " "
                + event.line().text();
    }

    private static String shown(Duration offset) {
        return offset.toNanos() / 1e9 + " s";
    }

    Instant start() {
        return script.start();
    }

    @Nullable
    VehicleSnapshot snapshot(VehicleId vehicle) {
        return pipeline.snapshots().get(vehicle);
    }

    List<StateChange> changes(VehicleId vehicle) {
        return observed.changes(vehicle);
    }

    long count(String what) {
        return switch (what) {
            case CountCheck.VEHICLES -> pipeline.snapshots().size();
            case CountCheck.UNMATCHED -> source.unmatched();
            default -> pipeline.rejected().getOrDefault(RejectReason.valueOf(what), 0L);
        };
    }

    @Override
    public void message(String topic, boolean retained, byte[] payload) {
        source.arrive(topic, retained, payload);
    }

    @Override
    public void race(String topic, boolean retained, byte[] payload) {
        tracker.race(() -> source.arrive(topic, retained, payload));
    }

    @Override
    public void connected(boolean connected) {
        source.connected(connected);
    }

    @Override
    public void hold(TopicTemplate topics) {
        source.hold(topics);
    }

    @Override
    public void release() {
        source.release();
    }

    @Override
    public void clock(Instant instant) {
        time.setInstant(instant);
    }

    @Override
    public DeviceAssignments devices() {
        return script.devices();
    }
}
