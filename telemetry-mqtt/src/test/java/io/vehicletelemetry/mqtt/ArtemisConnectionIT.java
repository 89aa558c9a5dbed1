package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Artemis does and Debian's Mosquitto does not: WebSockets on loopback, the reason of a takeover. */
@NullMarked
@Timeout(60)
class ArtemisConnectionIT {

    private final ArtemisBroker broker = new ArtemisBroker();
    private final RecordingSink sink = new RecordingSink();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        opened.add(broker);
        broker.start();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private void start(MqttTelemetrySourceBuilder builder) {
        MqttTelemetrySource source =
                builder.subscribe("v/{vehicle_id}", BrokerScenarios.TEXT).build();
        opened.add(source);
        source.start(sink);
    }

    @Test
    void twoOfOneClientIdAreToldSo() {
        CapturedLog log = new CapturedLog();
        opened.add(log);
        start(MqttTelemetrySource.builder(broker.uri()).clientId("same"));
        await().until(sink::connected);
        start(MqttTelemetrySource.builder(broker.uri()).clientId("same"));

        await().until(() -> log.warnings().stream().anyMatch(line -> line.contains("SESSION_TAKEN_OVER")));
        assertThat(String.join("\n", log.warnings())).contains("as same", "same client id", "give each its own");
    }

    @ParameterizedTest
    @EnumSource
    void aWebSocketCarriesItToo(MqttVersion version) {
        start(MqttTelemetrySource.builder("ws://127.0.0.1:" + broker.port() + "/mqtt")
                .version(version));
        await().until(sink::connected);
        try (Device device = new Device(broker)) {
            device.publish("v/1", "x");
        }

        await().until(() -> sink.frames.size() == 1);
    }
}
