package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.decode.TelemetryDecoder;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What needs no broker: the builder, the lifecycle. */
@Timeout(20)
class MqttTelemetrySourceTest {

    private static final TelemetryDecoder NONE = (message, output) -> {};

    private static MqttTelemetrySourceBuilder builder() {
        return MqttTelemetrySource.builder("mqtt://127.0.0.1:1").subscribe("a", NONE);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("keepAlive PT-1S", b -> b.keepAlive(Duration.ofSeconds(-1))),
                mistake("keepAlive PT24H", b -> b.keepAlive(Duration.ofDays(1))),
                mistake("reconnect initial PT0S", b -> b.reconnect(Duration.ZERO, Duration.ofSeconds(1))),
                mistake("max PT1S", b -> b.reconnect(Duration.ofSeconds(2), Duration.ofSeconds(1))),
                mistake("max PT48H", b -> b.reconnect(Duration.ofSeconds(2), Duration.ofDays(2))),
                mistake("queueCapacity 0", b -> b.queueCapacity(0)),
                mistake("queueBytes 0", b -> b.queueBytes(0)),
                mistake("clientId  ", b -> b.clientId(" ")),
                mistake("clientId a?b", b -> b.clientId("a\u0000b")),
                mistake("clientId  ", b -> b.durable(" ")),
                mistake("inFlight 0", b -> b.inFlight(0)),
                mistake("inFlight 65536", b -> b.inFlight(65_536)),
                mistake("username a?b", b -> b.username("a\u0000b")),
                mistake("topic \"a/#/b\"", b -> b.subscribe("a/#/b", NONE)),
                mistake(
                        "qos 3",
                        b -> b.subscribe(
                                MqttSubscription.builder("a", NONE).qos(3).build())),
                mistake(
                        "offlineAfter PT0S",
                        b -> b.subscribe(MqttSubscription.builder("a", NONE)
                                .offlineAfter(Duration.ZERO)
                                .build())),
                mistake("username null", b -> b.password("secret").build()),
                mistake(
                        "mqtt://127.0.0.1:1: is not encrypted",
                        b -> b.tls(MqttTls.system()).build()));
    }

    private static Arguments mistake(String says, Consumer<MqttTelemetrySourceBuilder> action) {
        return Arguments.of(says, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void refused(String says, Consumer<MqttTelemetrySourceBuilder> mistake) {
        assertThatThrownBy(() -> mistake.accept(builder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void needsASubscription() {
        assertThatThrownBy(MqttTelemetrySource.builder("mqtt://h")::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("subscriptions");
    }

    @Test
    void isNamedByItsBrokerAndTellsNoSecret() {
        MqttTelemetrySource source =
                builder().username("user").password("secret").clientId("me").build();

        assertThat(source.name()).isEqualTo("mqtt://127.0.0.1:1");
        assertThat(source).asString().contains("me").doesNotContain("secret");
    }

    @Test
    void aDurableOneHasTheClientIdOfItsSession() {
        assertThat(builder().clientId("live").durable("recorder").build())
                .asString()
                .contains("as recorder,");
    }

    @Test
    void eachHasAClientIdOfItsOwnThatEveryBrokerTakes() {
        String one = builder().build().toString();
        String other = builder().build().toString();

        assertThat(one).isNotEqualTo(other).containsPattern("as [a-z0-9]{9,21},");
    }

    @Test
    void s1_s3_closedBeforeStartItNeverStarts() {
        RecordingSink sink = new RecordingSink();
        MqttTelemetrySource source = builder().build();
        assertThat(source.deliveredUpTo(5)).isEqualTo(5);
        source.close();
        source.close();

        assertThatThrownBy(() -> source.start(sink)).isInstanceOf(IllegalStateException.class);
        assertThat(sink.calls).hasValue(0);
    }

    @Test
    void s4_aSecondStartThrows() {
        try (MqttTelemetrySource source = builder().build()) {
            source.start(new RecordingSink());
            assertThatThrownBy(() -> source.start(new RecordingSink())).isInstanceOf(IllegalStateException.class);
        }
    }
}
