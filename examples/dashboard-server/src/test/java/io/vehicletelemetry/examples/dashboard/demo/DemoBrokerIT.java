package io.vehicletelemetry.examples.dashboard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DemoBrokerIT {
    private final int port = FreePort.find();
    private final DemoBroker broker = broker(port, "127.0.0.1");

    @BeforeEach
    void start() {
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a/#", "a/+", "+/b", "#"})
    void keepsRetainedMessagesOfAnOldClientForANewOne(String filter) throws Exception {
        publish("a/b", "kept", true);
        publish("a/c", "gone", false);
        try (Listener listener = new Listener(port, filter)) {
            await().untilAsserted(() ->
                    assertThat(listener.messages()).containsExactly(new Listener.Message(true, "a/b", "kept")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/x.y/t", "a/*/t", "a/é >/t", "a//t", "a/$x/t"})
    void deliversEveryTopicAsItWasWritten(String topic) throws Exception {
        try (Listener listener = new Listener(port, "a/+/t")) {
            publish("a/more/levels/t", "not asked for", false);
            publish(topic, "value", false);
            await().untilAsserted(() ->
                    assertThat(listener.messages()).containsExactly(new Listener.Message(false, topic, "value")));
        }
    }

    @Test
    void keepsTheNewestForASubscriberThatComesBackLateAndBoundsWhatWaits() throws Exception {
        Mqtt3BlockingClient sleeper = client("sleeper");
        sleeper.connectWith().cleanSession(false).send();
        sleeper.subscribeWith().topicFilter("flood").qos(MqttQos.AT_LEAST_ONCE).send();
        sleeper.disconnect();
        Mqtt3BlockingClient flooder = client("flooder");
        flooder.connect();
        int more = DemoBroker.BACKLOG_PER_SUBSCRIBER + 5_000;
        for (int i = 1; i <= more; i++) {
            flooder.toAsync()
                    .publishWith()
                    .topic("flood")
                    .payload(bytes("" + i))
                    .send()
                    .join();
        }
        flooder.disconnect();
        try (Mqtt3BlockingClient.Mqtt3Publishes flood = sleeper.publishes(MqttGlobalPublishFilter.ALL)) {
            sleeper.connectWith().cleanSession(false).send();
            String first = new String(flood.receive().getPayloadAsBytes(), StandardCharsets.UTF_8);
            assertThat(Integer.parseInt(first)).isGreaterThan(1);
            sleeper.disconnect();
        }
    }

    @Test
    void leavesNoThreadAndNoPortBehindAndCanStartAgain() throws Exception {
        broker.stop();
        assertThat(broker.isRunning()).isFalse();
        await().untilAsserted(() -> assertThat(threads()).noneMatch(name -> name.contains("activemq")));
        broker.start();
        publish("a/b", "again", true);
        assertThat(broker.isRunning()).isTrue();
        broker.stop();
        broker.stop();
    }

    @Test
    void namesThePortsKeyWhenThePortIsTaken() {
        DemoBroker second = broker(port, "127.0.0.1");
        assertThatThrownBy(second::start).isInstanceOfSatisfying(DemoBrokerFailedException.class, failure -> {
            FailureAnalysis analysis = new DemoBrokerFailureAnalyzer().analyze(failure, failure);
            assertThat(analysis.getDescription()).contains("127.0.0.1:" + port, "Address already in use");
            assertThat(analysis.getAction())
                    .contains("--demo.broker.port=" + (port + 1), "--demo.broker.enabled=false");
        });
        assertThat(second.isRunning()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
    void namesTheAddressKeyWhenTheAddressIsNotOurs(String bind) {
        DemoBroker elsewhere = broker(FreePort.find(), bind);
        assertThatThrownBy(elsewhere::start)
                .isInstanceOfSatisfying(
                        DemoBrokerFailedException.class,
                        failure -> assertThat(new DemoBrokerFailureAnalyzer()
                                        .analyze(failure, failure)
                                        .getAction())
                                .contains("demo.broker.bind"));
    }

    @Test
    void endsAStartWithAReportThatNamesTheKey(CapturedOutput output) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SpringApplication application = new SpringApplicationBuilder(DemoConfiguration.class)
                    .web(WebApplicationType.NONE)
                    .build();
            assertThatThrownBy(() -> application.run("--demo.broker.port=" + taken.getLocalPort()))
                    .hasRootCauseInstanceOf(BindException.class);
        }
        assertThat(output).contains("APPLICATION FAILED TO START", "--demo.broker.port=");
    }

    private static DemoBroker broker(int port, String bind) {
        return new DemoBroker(new DemoProperties.Broker(true, port, bind));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private void publish(String topic, String payload, boolean retain) {
        Mqtt3BlockingClient client = client("publisher");
        client.connect();
        client.publishWith()
                .topic(topic)
                .payload(bytes(payload))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retain)
                .send();
        client.disconnect();
    }

    private Mqtt3BlockingClient client(String identifier) {
        return Mqtt3Client.builder()
                .identifier(identifier)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
