package io.vehicletelemetry.examples.dashboard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.examples.dashboard.demo.Listener.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class DemoSimulatorIT {
    private static final String DATA = "wincan/device1";
    private static final String STATUS = "wincan/device1/status";
    private static final Message ONLINE = new Message(false, STATUS, "{\"status\":\"online\"}");
    private static final Message OFFLINE = new Message(false, STATUS, "{\"status\":\"offline\"}");

    private final int port = FreePort.find();
    private final DemoBroker broker = new DemoBroker(new DemoProperties.Broker(true, port, "127.0.0.1"));

    @BeforeEach
    void start() {
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.stop();
    }

    @Test
    void publishesAsDevicesDoAndSaysGoodbye() throws Exception {
        DemoSimulator simulator = simulator(3, port);
        try (Listener listener = new Listener(port, "#")) {
            simulator.start();
            await().untilAsserted(() -> {
                assertThat(listener.messages(DATA)).hasSizeGreaterThan(3);
                assertThat(listener.messages("vehicles/2/telemetry")).hasSizeGreaterThan(3);
                assertThat(listener.messages("vehicles/3/telemetry")).hasSizeGreaterThan(3);
                assertThat(statuses(listener)).containsExactly(ONLINE);
            });
            assertThat(json(listener.messages(DATA).get(0))).hasSize(41).containsKey("0C-EngineRPM");
            assertThat(json(listener.messages("vehicles/3/telemetry").get(0))).containsEntry("vehicle_id", 3);
            simulator.stop();
            await().untilAsserted(() -> assertThat(statuses(listener)).containsExactly(ONLINE, OFFLINE));
        }
        assertThat(simulator.isRunning()).isFalse();
        try (Listener late = new Listener(port, "#")) {
            await().untilAsserted(() -> assertThat(late.messages())
                    .allMatch(Message::retained)
                    .extracting(Message::topic)
                    .containsExactlyInAnyOrder(DATA, STATUS));
            assertThat(late.messages(STATUS)).extracting(Message::payload).containsExactly(OFFLINE.payload());
        }
    }

    @Test
    void theBrokerSaysOfflineForADongleThatIsCutOffAndTheDongleComesBack(CapturedOutput output) throws Exception {
        try (Relay relay = new Relay(port);
                Listener listener = new Listener(port, "#")) {
            DemoSimulator simulator = simulator(2, relay.port());
            simulator.start();
            await().untilAsserted(() -> assertThat(listener.messages(DATA)).isNotEmpty());
            relay.cut();
            await().untilAsserted(() -> assertThat(statuses(listener)).containsExactly(ONLINE, OFFLINE));
            int before = listener.messages(DATA).size();
            relay.mend();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(statuses(listener)).containsExactly(ONLINE, OFFLINE, ONLINE);
                assertThat(listener.messages(DATA)).hasSizeGreaterThan(before);
            });
            simulator.stop();
            assertThat(complaints(output, relay.port())).hasSize(1);
        }
    }

    @Test
    void waitsForABrokerThatIsAwayWithOneLineInTheLog(CapturedOutput output) throws Exception {
        broker.stop();
        DemoSimulator simulator = simulator(20, port);
        simulator.start();
        await().untilAsserted(() -> assertThat(output).contains("keep trying"));
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        broker.start();
        try (Listener listener = new Listener(port, "#")) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(listener.messages("vehicles/20/telemetry"))
                            .isNotEmpty());
        }
        simulator.stop();
        assertThat(complaints(output, port)).hasSize(1);
        assertThat(output).doesNotContain("Exception", "\tat ");
    }

    @Test
    void stopsAtOnceWhileTheBrokerIsAway() {
        broker.stop();
        DemoSimulator simulator = simulator(10, port);
        simulator.start();
        long before = System.nanoTime();
        simulator.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aDongleLeavesWhenItsCarIsParkedAndComesBack() throws Exception {
        try (Listener listener = new Listener(port, "#")) {
            DeviceConnection dongle = dongle();
            await().untilAsserted(() -> {
                dongle.send(new byte[] {'1'});
                assertThat(listener.messages(DATA)).isNotEmpty();
            });
            for (int i = 0; i < 3; i++) {
                dongle.sleep();
            }
            await().untilAsserted(() -> assertThat(statuses(listener)).containsExactly(ONLINE, OFFLINE));
            await().untilAsserted(() -> {
                dongle.send(new byte[] {'2'});
                assertThat(listener.messages(DATA)).contains(new Message(false, DATA, "2"));
            });
            assertThat(statuses(listener)).containsExactly(ONLINE, OFFLINE, ONLINE);
            dongle.close().join();
        }
    }

    @Test
    void aDongleThatIsConnectedOnlyAfterItsCarWasParkedLeavesAgain() throws Exception {
        try (Listener listener = new Listener(port, "#")) {
            DeviceConnection dongle = dongle();
            dongle.send(new byte[] {'1'});
            dongle.sleep();
            await().pollDelay(Duration.ofSeconds(1)).untilAsserted(() -> {
                dongle.sleep();
                assertThat(listener.messages()).doesNotContain(ONLINE);
            });
        }
    }

    @Test
    void noCarsIsFine() {
        DemoSimulator simulator = simulator(0, port);
        simulator.start();
        assertThat(simulator.isRunning()).isTrue();
        simulator.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:1883", "http://localhost", "mqtt://", "mqtt://a b", "mqtt:x"})
    void refusesAnAddressThatIsNone(String uri) {
        DemoSimulator simulator =
                new DemoSimulator(new DemoProperties.Simulator(true, 1, Duration.ofSeconds(1)), environment(uri));
        assertThatThrownBy(simulator::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("telemetry.mqtt.uri is '" + uri + "'")
                .hasMessageContaining("mqtt://host:port");
    }

    private static Stream<String> complaints(CapturedOutput output, int port) {
        return output.getOut().lines().filter(line -> line.contains(":" + port + " and keep trying"));
    }

    private DeviceConnection dongle() {
        BrokerAddress address = BrokerAddress.of(environment("mqtt://127.0.0.1:" + port));
        return new DeviceConnection(Device.of(1), address.client("dongle"), new Outage(address.toString()));
    }

    /**
     * What the dongle was said to be, one after the other. Equal neighbours count once: now and then Artemis sees the end of a
     * connection before the goodbye that came in it, and publishes the last will as well.
     */
    private static List<Message> statuses(Listener listener) {
        List<Message> statuses = new ArrayList<>();
        for (Message status : listener.messages(STATUS)) {
            if (statuses.isEmpty() || !statuses.get(statuses.size() - 1).equals(status)) {
                statuses.add(status);
            }
        }
        return statuses;
    }

    private static DemoSimulator simulator(int vehicles, int port) {
        return new DemoSimulator(
                new DemoProperties.Simulator(true, vehicles, Duration.ofMillis(50)),
                environment("mqtt://127.0.0.1:" + port));
    }

    private static MockEnvironment environment(String uri) {
        return new MockEnvironment().withProperty("telemetry.mqtt.uri", uri);
    }

    private static Map<String, Object> json(Message message) {
        return new JsonMapper().readValue(message.payload(), new TypeReference<>() {});
    }
}
