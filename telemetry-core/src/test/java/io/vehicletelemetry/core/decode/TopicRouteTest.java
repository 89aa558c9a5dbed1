package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TopicRouteTest {

    private static final EvidenceRule RULE = EvidenceRule.parse("changed");

    private final List<TelemetryFrame> frames = new ArrayList<>();
    private final List<String> rejects = new ArrayList<>();
    private final TelemetryDecoder.Output output = new TelemetryDecoder.Output() {
        @Override
        public void frame(TelemetryFrame frame) {
            frames.add(frame);
        }

        @Override
        public void availability(Availability availability) {}

        @Override
        public void reject(RejectReason reason, String detail) {
            rejects.add(reason + " " + detail);
        }
    };

    private void read(TopicRoute route, String topic) {
        byte[] payload = "1".getBytes(StandardCharsets.UTF_8);
        route.read(
                RawMessage.builder(topic, payload, TimeSource.system()),
                Objects.requireNonNull(route.template().match(topic)),
                output);
    }

    @Test
    void givesTheFrameWhatTopicAndRouteName() {
        TopicRoute route = TopicRoute.builder(
                        "a/{vehicle_id}/{device}/{signal...}",
                        (message, out) -> out.frame(message.frame()
                                .signal(String.valueOf(message.signal()), 1)
                                .build()))
                .offlineAfter(Duration.ofSeconds(3))
                .liveWhen(RULE)
                .build();
        read(route, "a/7/d/x/y");

        assertThat(frames).singleElement().satisfies(frame -> {
            assertThat(frame.vehicle()).isEqualTo(VehicleId.of(7));
            assertThat(frame.device()).isEqualTo("d");
            assertThat(frame.signals().names()).containsExactly("x.y");
            assertThat(frame.offlineAfter()).isEqualTo(Duration.ofSeconds(3));
            assertThat(frame.liveWhen()).isSameAs(RULE);
        });
        assertThat(rejects).isEmpty();
    }

    @Test
    void overridesHoldAlsoForADecoderThatMakesItsFramesFromNothing() {
        TelemetryDecoder own = (message, out) -> out.frame(TelemetryFrame.builder(TimeSource.system())
                .vehicle("1")
                .signal("x", 1)
                .build());
        read(
                TopicRoute.builder("a", own)
                        .offlineAfter(Duration.ofSeconds(3))
                        .liveWhen(RULE)
                        .build(),
                "a");

        assertThat(frames.get(0).liveWhen()).isSameAs(RULE);
        assertThat(frames.get(0).offlineAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(frames.get(0).signals().names()).containsExactly("x");
    }

    @Test
    void nothingIsLostWithoutAReasonAndNothingIsThrown() {
        read(TopicRoute.builder("a", (message, out) -> {}).build(), "a");
        read(
                TopicRoute.builder("a", (message, out) -> {
                            throw new IllegalStateException("secret");
                        })
                        .build(),
                "a");
        read(
                TopicRoute.builder("a", (message, out) -> {
                            throw new DecodeException(RejectReason.MALFORMED, "no good");
                        })
                        .build(),
                "a");
        read(TopicRoute.builder("{vehicle_id}/b", (message, out) -> {}).build(), "/b");

        assertThat(rejects).hasSize(4);
        assertThat(rejects.get(0)).startsWith("NO_SIGNALS");
        assertThat(rejects.get(1)).startsWith("DECODER_FAILED").doesNotContain("secret");
        assertThat(rejects.get(2)).isEqualTo("MALFORMED no good");
        assertThat(rejects.get(3)).startsWith("INVALID_VEHICLE");
    }

    @Test
    void whatARouteWithoutARuleBringsIsKeptForTheOneThatAsks() {
        TelemetryDecoder own = (message, out) ->
                out.frame(message.frame().vehicle("1").signal("x", 1).build());
        TopicRoute plain = TopicRoute.builder("a", own).build();
        TopicRoute asking = TopicRoute.builder("b", own).liveWhen(RULE).build();
        assertThat(TopicRoute.ofOneSource(List.of(plain))).containsExactly(plain);

        List<TopicRoute> together = TopicRoute.ofOneSource(List.of(plain, asking));
        read(together.get(0), "a");
        read(together.get(1), "b");

        assertThat(frames.get(0).liveWhen()).isNotNull().isNotSameAs(RULE);
        assertThat(frames.get(1).liveWhen()).isSameAs(RULE);
    }

    @Test
    void refusesASilenceThatIsNone() {
        assertThatThrownBy(() -> TopicRoute.builder("a", (message, out) -> {}).offlineAfter(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offlineAfter");
    }
}
