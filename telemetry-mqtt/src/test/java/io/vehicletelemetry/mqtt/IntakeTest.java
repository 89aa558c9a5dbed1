package io.vehicletelemetry.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.decode.DecodeException;
import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the client's callback to the sink, one thread at a time. */
class IntakeTest {

    private static final TelemetryDecoder TEXT = (message, output) ->
            output.frame(message.frame().signal("text", message.text()).build());

    private final FakeTime time = new FakeTime();
    private RecordingSink sink = new RecordingSink();
    private List<Lane> lanes = List.of();

    private Intake intake(MqttSubscription... subscriptions) {
        GuardedSink guarded = new GuardedSink(sink, time);
        lanes = IntStream.range(0, 4)
                .mapToObj(i -> new Lane("test", 100, 1_000_000, guarded, new LogPace(time)))
                .toList();
        List<MqttSubscription> all = List.of(subscriptions);
        return new Intake(all, SubscriptionPlan.of(all), lanes, time, 100);
    }

    private static MqttSubscription to(String topic, TelemetryDecoder decoder) {
        return MqttSubscription.builder(topic, decoder).build();
    }

    private void receive(Intake intake, String topic, String payload) {
        receive(intake, 0, topic, payload, false);
    }

    private void receive(Intake intake, int connection, String topic, String payload, boolean retained) {
        intake.receive(
                connection,
                topic,
                retained,
                ByteBuffer.wrap(payload.getBytes(UTF_8)).asReadOnlyBuffer(),
                Acknowledgement.NONE);
    }

    private void deliverAll() {
        for (Lane lane : lanes) {
            while (lane.oldestArrival(Long.MAX_VALUE) != Long.MAX_VALUE) {
                lane.deliverNext();
            }
        }
    }

    @Test
    void aMessageBecomesAFrameWithItsArrivalAndWhatItsTopicNames() {
        Intake intake =
                intake(MqttSubscription.builder("wican/{vehicle_id}/{device}/{signal...}", (message, output) -> {
                            assertThat(message.signal()).isEqualTo("a.b");
                            TEXT.decode(message, output);
                        })
                        .offlineAfter(Duration.ofSeconds(3))
                        .build());
        time.nanos.set(42);
        receive(intake, 0, "wican/7/d/a/b", "x", true);
        time.nanos.set(100);
        deliverAll();

        assertThat(sink.frames).singleElement().satisfies(frame -> {
            assertThat(frame.vehicle()).isEqualTo(VehicleId.of(7));
            assertThat(frame.device()).isEqualTo("d");
            assertThat(frame.replayed()).isTrue();
            assertThat(frame.arrivalNanos()).isEqualTo(42);
            assertThat(frame.arrival()).isEqualTo(new FakeTime().instant().plusNanos(42));
            assertThat(frame.offlineAfter()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void theFirstSubscriptionThatMatchesTakesTheMessage() {
        List<String> taken = new ArrayList<>();
        Intake intake = intake(
                to("wican/{vehicle_id}/status", (m, o) -> taken.add("status " + m.topic())),
                to("wican/{vehicle_id}/#", (m, o) -> taken.add("rest " + m.topic())),
                to("#", (m, o) -> taken.add("all " + m.topic())));
        receive(intake, "wican/1/status", "x");
        receive(intake, "wican/1/x", "x");
        receive(intake, "y", "x");
        deliverAll();

        assertThat(taken).containsExactlyInAnyOrder("status wican/1/status", "rest wican/1/x", "all y");
    }

    @Test
    void ofTheCopiesThatTwoConnectionsBringOneIsTaken() {
        Intake intake = intake(to("a/{device}/c", TEXT), to("a/b/{device}", TEXT));
        receive(intake, 0, "a/b/c", "first", false);
        receive(intake, 1, "a/b/c", "second", false);
        receive(intake, 1, "a/b/d", "third", false);
        deliverAll();

        assertThat(sink.values("text")).containsExactlyInAnyOrder("first", "third");
    }

    @Test
    void theSubscriptionsVehicleIsTheVehicle() {
        Intake intake = intake(MqttSubscription.builder("car/{vehicle_id}", TEXT)
                .vehicle(VehicleId.of("VIN"))
                .build());
        receive(intake, "car/1", "x");
        deliverAll();

        assertThat(sink.frames)
                .singleElement()
                .satisfies(frame -> assertThat(frame.vehicle()).isEqualTo(VehicleId.of("VIN")));
    }

    @Test
    void messagesOfADeviceStayInOrderAcrossTopics() {
        Intake intake = intake(to("wincan/{device}", TEXT), to("wincan/{device}/status", TEXT));
        for (int i = 0; i < 50; i++) {
            receive(intake, i % 2 == 0 ? "wincan/d" : "wincan/d/status", Integer.toString(i));
        }
        deliverAll();

        assertThat(sink.values("text"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(Integer::toString).toList());
    }

    @Test
    void deliveredUpToIsTheOldestThatWaits() {
        Intake intake = intake(to("{device}", TEXT));
        time.nanos.set(Long.MAX_VALUE - 1); // the monotonic clock wraps
        assertThat(intake.deliveredUpTo(time.nanoTime())).isEqualTo(Long.MAX_VALUE - 1);
        for (int i = 0; i < 20; i++) {
            receive(intake, "d" + i, "x");
            time.nanos.incrementAndGet();
        }
        assertThat(intake.deliveredUpTo(time.nanoTime())).isEqualTo(Long.MAX_VALUE - 1);
        lanes.forEach(lane -> {
            long none = time.nanoTime();
            while (lane.oldestArrival(none) != none) {
                lane.deliverNext();
            }
        });
        assertThat(intake.deliveredUpTo(time.nanoTime())).isEqualTo(time.nanoTime());
        assertThat(sink.frames).hasSize(20);
    }

    @Test
    void whatIsTooLargeIsNotDecoded() {
        Intake intake = intake(to("{device}", TEXT));
        receive(intake, "d", "x".repeat(101));
        receive(intake, "d", "x".repeat(100));
        deliverAll();

        assertThat(sink.rejects).containsExactly("TOO_LARGE d: 101 bytes");
        assertThat(sink.frames).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0001", "\u0085"})
    void aLevelThatIsNoVehicleIsRejected(String level) {
        Intake intake = intake(to("v/{vehicle_id}", TEXT), to("d/{device}", TEXT));
        receive(intake, "v/" + level, "x");
        receive(intake, "d/" + level, "x");
        receive(intake, "v/" + "x".repeat(129), "x");
        receive(intake, "v/1", "x");
        deliverAll();

        assertThat(sink.count(RejectReason.INVALID_VEHICLE)).isEqualTo(3);
        assertThat(sink.frames).hasSize(1);
        assertThat(String.join("", sink.rejects)).doesNotContain("\u0001", "\u0085");
    }

    @Test
    void eachWayOfADecoderToFailIsCountedOnceAndTheNextMessageFlows() {
        Intake intake = intake(to("{device}", (message, output) -> {
            switch (message.text()) {
                case "bad" -> throw new DecodeException(RejectReason.MALFORMED, "no good");
                case "bug" -> Integer.parseInt("secret");
                case "deep" -> recurse(1);
                case "nothing" -> {}
                case "part" -> output.reject(RejectReason.OUT_OF_RANGE, "rpm");
                case "status" ->
                    output.availability(new Availability(
                            null,
                            message.device(),
                            false,
                            message.retained(),
                            message.arrival(),
                            message.arrivalNanos()));
                default -> TEXT.decode(message, output);
            }
        }));
        for (String payload : List.of("bad", "bug", "deep", "nothing", "part", "status", "good")) {
            receive(intake, "d", payload);
        }
        deliverAll();

        assertThat(sink.rejects).hasSize(5);
        assertThat(sink.rejects.get(0)).isEqualTo("MALFORMED d: no good");
        assertThat(sink.rejects.get(1))
                .startsWith("DECODER_FAILED d: java.lang.NumberFormatException at ")
                .doesNotContain("secret");
        assertThat(sink.rejects.get(2)).startsWith("DECODER_FAILED d: java.lang.StackOverflowError");
        assertThat(sink.rejects.get(3)).startsWith("NO_SIGNALS d: ");
        assertThat(sink.rejects.get(4)).isEqualTo("OUT_OF_RANGE d: rpm");
        assertThat(sink.availabilities).hasSize(1);
        assertThat(sink.values("text")).containsExactly("good");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @Test
    void anOutputThatIsKeptIsOfNoUse() {
        List<TelemetryDecoder.Output> kept = new ArrayList<>();
        Intake intake = intake(to("{device}", (message, output) -> {
            if (kept.isEmpty()) {
                kept.add(output);
            } else {
                TEXT.decode(message, kept.get(0));
            }
        }));
        receive(intake, "d", "1");
        receive(intake, "d", "2");
        deliverAll();

        assertThat(sink.frames).isEmpty();
        assertThat(sink.count(RejectReason.DECODER_FAILED)).isEqualTo(1);
    }

    @Test
    void s5_aSinkThatThrowsStopsNothingAndIsNotTheDecodersFault() {
        sink = new RecordingSink() {
            @Override
            public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
                super.frame(frame, acknowledgement);
                throw new IllegalStateException("sink");
            }

            @Override
            public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
                super.reject(reason, detail, acknowledgement);
                throw new AssertionError("sink");
            }
        };
        Intake intake = intake(to("{device}", (message, output) -> {
            TEXT.decode(message, output);
            output.reject(RejectReason.OUT_OF_RANGE, "x");
            TEXT.decode(message, output);
        }));
        receive(intake, "d", "1");
        receive(intake, "d", "2");
        deliverAll();

        assertThat(sink.values("text")).containsExactly("1", "1", "2", "2");
        assertThat(sink.counts).containsOnlyKeys(RejectReason.OUT_OF_RANGE);
    }
}
