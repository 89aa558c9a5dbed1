package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.schemas.WireSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How old each value is: told to who asks for it, as of the moment of sending, and nothing to anybody else. */
class AgesTest {

    private static final Instant START = Instant.parse("2025-11-27T16:04:47.234Z");

    private final SharedFrames frames = new SharedFrames(null);
    private final ArrayDeque<VehicleSnapshot> pending = new ArrayDeque<>();
    private final Subscriber.Delivery delivery = new Subscriber.Delivery() {
        @Override
        public @Nullable VehicleSnapshot next() {
            return pending.poll();
        }

        @Override
        public void complete() {}
    };
    private Instant now = START;

    private Outbox outbox(String... query) throws InvalidOption {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String parameter : query) {
            String[] parts = parameter.split("=", -1);
            parameters.put(parts[0], List.of(parts[1]));
        }
        SubscriptionOptions options = SubscriptionOptions.ofQuery(parameters);
        return new Outbox(options, vehicle -> true, frames.take(options), frames.batches(), () -> now, new LongAdder());
    }

    private static VehicleSnapshot first(long vehicle) {
        return VehicleSnapshot.builder(VehicleId.of(vehicle), "e1", START)
                .revision(1)
                .signals(Signals.builder()
                        .put("rpm", SignalValue.of(800), Signals.micros(START), 1)
                        .put("fuel", SignalValue.of(40), Signals.micros(START.minusSeconds(60)), 1)
                        .put("vin", SignalValue.of("V"), Signals.UNKNOWN_TIME, 1)
                        .put("ahead", SignalValue.of(1), Signals.micros(START.plusSeconds(9)), 1)
                        .build())
                .build();
    }

    /** The next snapshot, in which one signal was observed now. */
    private VehicleSnapshot observed(VehicleSnapshot known, String signal, long value) {
        VehicleSnapshot next = known.next(now).build();
        Signals signals = known.signals();
        int index = signals.indexOf(signal);
        boolean same = signals.value(index).equals(SignalValue.of(value));
        return known.next(now)
                .signals(signals.toBuilder()
                        .put(
                                signal,
                                SignalValue.of(value),
                                Signals.micros(now),
                                same ? signals.changedAt(index) : next.revision())
                        .build())
                .build();
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
    }

    private @Nullable String next(Outbox outbox) {
        Frame frame = outbox.next(delivery, 0);
        if (frame == null) {
            return null;
        }
        WireSchemas.check(frame.text());
        return frame.text();
    }

    @Test
    void aFrameTellsTheAgeOfEachValueAtSending() throws Exception {
        pending.add(first(1));
        pass(Duration.ofMillis(1_234));
        assertThat(next(outbox("ages=true")))
                .contains("\"ages\":{\"rpm\":1.234,\"fuel\":61.234,\"vin\":null,\"ahead\":0.0}}");
    }

    @Test
    void onlyOfTheSignalsThatWereAskedFor() throws Exception {
        pending.add(first(1));
        assertThat(next(outbox("ages=true", "signals=rpm,nothing"))).contains("\"ages\":{\"rpm\":0.0}}");
    }

    @Test
    void whoDoesNotAskSeesNoneAndSharesItsFrames() throws Exception {
        VehicleSnapshot snapshot = first(1);
        pending.add(snapshot);
        pending.add(snapshot);
        pending.add(snapshot);
        String one = next(outbox());
        assertThat(one).doesNotContain("ages");
        assertThat(next(outbox("ages=true"))).contains("\"ages\"");
        assertThat(next(outbox("ages=false"))).isSameAs(one);
    }

    @Test
    void inABatchEachUpdateHasItsOwn() throws Exception {
        pending.add(first(1));
        pending.add(first(2));
        pass(Duration.ofSeconds(2));
        assertThat(next(outbox("ages=true", "mode=batch")))
                .matches("(.*\"ages\":\\{\"rpm\":2\\.0,\"fuel\":62\\.0,.*){2}");
    }

    @Test
    void whatWaitsForTheNextBatchIsAsOldAsItIsThen() throws Exception {
        VehicleSnapshot known = first(1);
        pending.add(known);
        pending.add(observed(known, "rpm", 900));
        Outbox outbox = outbox("ages=true", "mode=batch");
        assertThat(next(outbox)).contains("\"ages\":{\"rpm\":0.0,");
        pass(Duration.ofSeconds(5)); // the client was slow
        assertThat(next(outbox)).contains("\"rpm\":900", "\"ages\":{\"rpm\":5.0,");
    }

    @Test
    void aDeltaTellsThoseThatChangedOrWereObservedAnew() throws Exception {
        VehicleSnapshot known = first(1);
        pending.add(known);
        Outbox outbox = outbox("ages=true", "mode=delta");
        assertThat(next(outbox)).contains("\"ages\":{\"rpm\":0.0,\"fuel\":60.0,\"vin\":null,\"ahead\":0.0}}");
        pass(Duration.ofSeconds(3));
        VehicleSnapshot changed = observed(known, "rpm", 900);
        pending.add(changed);
        pass(Duration.ofSeconds(1));
        assertThat(next(outbox)).contains("\"vehicle_id\":1,\"rpm\":900}", "\"ages\":{\"rpm\":1.0},\"delta\":true");
        pending.add(observed(changed, "fuel", 40)); // the same value again
        assertThat(next(outbox)).contains("\"data\":{\"vehicle_id\":1},", "\"ages\":{\"fuel\":0.0},\"delta\":true");
    }

    @Test
    void aChoiceOfSignalsIsSentAlsoWhenOneWasObservedAnew() throws Exception {
        VehicleSnapshot known = first(1);
        pending.add(known);
        Outbox with = outbox("ages=true", "signals=rpm");
        assertThat(next(with)).isNotNull();
        pass(Duration.ofSeconds(3));
        VehicleSnapshot again = observed(known, "rpm", 800);
        pending.add(again);
        assertThat(next(with)).contains("\"rpm\":800}", "\"ages\":{\"rpm\":0.0}}");
        pending.add(observed(again, "fuel", 40));
        assertThat(next(with)).isNull();

        pending.add(known);
        Outbox without = outbox("signals=rpm");
        assertThat(next(without)).isNotNull();
        pending.add(observed(known, "rpm", 800));
        assertThat(next(without)).isNull();
    }
}
