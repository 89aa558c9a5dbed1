package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the user sees who made a mistake: the whole of it, from the command line to the text on the console. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTest {

    private static final String URI = "--telemetry.mqtt.uri=mqtt://127.0.0.1:1";
    private static final String TOPIC = "--telemetry.mqtt.subscriptions[0].topic=cars/{vehicle_id}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            telemetry.mqtt.uri                         | htp://x              | mqtt://
            telemetry.mqtt.uri                         | ``                   | not blank
            telemetry.mqtt.uri                         | mqtt://h:99999       | 65535
            telemetry.mqtt.subscriptions[0].topic      | a/#/b                | allowed
            telemetry.mqtt.subscriptions[0].topic      | a/{vehicle           | allowed
            telemetry.mqtt.subscriptions[0].topic      | ``                   | not blank
            telemetry.mqtt.subscriptions[0].format     | wicann               | json, ovms, owntracks, teslamate, traccar, wican, wican-can
            telemetry.mqtt.subscriptions[0].qos        | 3                    | 0, 1 and 2
            telemetry.mqtt.subscriptions[0].qos        | one                  | whole numbers
            telemetry.mqtt.subscriptions[0].offline-after | 0s                | durations from 1ms to 31536000s
            telemetry.mqtt.subscriptions[0].live-when  | rpm >> 0             | (position 5): allowed are changed, ignition, and
            telemetry.mqtt.subscriptions[0].live-when  | moving               | EvidenceRule bean: none is there
            telemetry.mqtt.subscriptions[0].live-when  | ``                   | not blank
            telemetry.vehicles[0].live-when            | speed > fast         | (position 8): allowed are changed, ignition, and
            telemetry.mqtt.subscriptions[0].names[0].to   | vehicle_id        | reserved
            telemetry.mqtt.version                     | 4                    | 5, and 3
            telemetry.mqtt.client-id                   | ``                   | not blank
            telemetry.mqtt.keep-alive                  | 20h                  | 65535s
            telemetry.mqtt.ssl-bundle                  | nobody               | spring.ssl.bundle
            telemetry.mqtt.reconnect.initial-delay     | -1s                  | durations from 1ms
            telemetry.mqtt.reconnect.max-delay         | 500ms                | 1s
            telemetry.offline-after                    | soon                 | such as 500ms, 10s
            telemetry.offline-after                    | -1s                  | durations from
            telemetry.unknown-devices                  | maybe                | accept, ignore
            telemetry.limits.payload                   | much                 | 64KB
            telemetry.limits.payload                   | 0B                   | from 1B
            telemetry.limits.vehicles                  | 0                    | from 1
            telemetry.websocket.path                   | ws                   | from a slash
            telemetry.websocket.allowed-origins[0]     | dash.example         | https://dash.example
            telemetry.websocket.max-sessions           | 0                    | from 1
            telemetry.websocket.send-timeout           | 2d                   | 86400s
            telemetry.websocket.enabled                | maybe                | true, false
            telemetry.history.min-interval             | 2h                   | from 0s to 3600s
            telemetry.history.sequence-signal          | ``                   | not blank
            telemetry.history.durable                  | maybe                | true, false
            telemetry.rest.base-path                   | /telemetry/**        | without patterns
            telemetry.devices                          | x                    | each with device, vehicle
            """)
    void aBadValueIsNamedWithItsKeyAndWhatIsAllowed(String key, String value, String allowed, CapturedOutput output) {
        List<String> arguments = new ArrayList<>(List.of(URI, TOPIC, "--" + key + "=" + value));
        arguments.removeIf(argument -> argument.startsWith("--" + key + "=") && !argument.endsWith("=" + value));
        if (key.endsWith(".to")) {
            arguments.add("--" + key.replace(".to", ".from") + "=a");
        }
        if (key.equals("telemetry.vehicles[0].live-when")) {
            arguments.add("--telemetry.vehicles[0].id=1");
        }
        fail(arguments);
        assertThat(analysis(output)).contains(key, "\"" + value + "\"", allowed, "Origin: \"");
    }

    @Test
    void whatIsMissingIsNamed(CapturedOutput output) {
        fail(List.of(URI, "--telemetry.mqtt.subscriptions[0].format=json"));
        assertThat(analysis(output)).contains("telemetry.mqtt.subscriptions[0].topic", "is missing");
    }

    @Test
    void aDurableHistoryWithoutAClientIdIsNamed(CapturedOutput output) {
        fail(List.of(URI, TOPIC, "--telemetry.history.durable=true"));
        assertThat(analysis(output)).contains("telemetry.history.durable-client-id", "is missing", "after each start");
    }

    @Test
    void noSubscriptionAtAllIsNamed(CapturedOutput output) {
        fail(List.of(URI));
        assertThat(analysis(output)).contains("telemetry.mqtt.subscriptions", "at least one");
    }

    @Test
    void aPasswordWithoutAUserIsNamedAndNotShown(CapturedOutput output) {
        fail(List.of(URI, TOPIC, "--telemetry.mqtt.password=hunter2"));
        assertThat(analysis(output)).contains("telemetry.mqtt.username");
        assertThat(output).doesNotContain("hunter2");
    }

    @Test
    void aUserInTheUriIsNotShown(CapturedOutput output) {
        fail(List.of("--telemetry.mqtt.uri=mqtt://me:hunter2@host", TOPIC));
        assertThat(analysis(output)).contains("telemetry.mqtt.uri", "username");
        assertThat(output).doesNotContain("hunter2");
    }

    @Test
    void theSameDeviceTwiceIsNamed(CapturedOutput output) {
        fail(List.of(
                "--telemetry.devices[0].device=a", "--telemetry.devices[0].vehicle=1",
                "--telemetry.devices[1].device=a", "--telemetry.devices[1].vehicle=2"));
        assertThat(analysis(output)).contains("telemetry.devices[1].device", "\"a\"", "one entry a device");
    }

    @ParameterizedTest
    @CsvSource({
        "telemetry.mqtt.urii, telemetry.mqtt.uri",
        "telemetry.mqtt.subscriptions[0].topc, telemetry.mqtt.subscriptions[0].topic",
        "telemetry.mqtt.reconnect.max-dealy, telemetry.mqtt.reconnect.max-delay",
        "telemetry.websocket.allowed-origin, telemetry.websocket.allowed-origins",
        "telemetry.mqt.uri, telemetry.mqtt.uri",
        "telemetry.offline-aftr, telemetry.offline-after",
    })
    void anUnknownKeyIsNamedWithTheOneThatWasMeant(String key, String meant, CapturedOutput output) {
        fail(List.of("--" + key + "=some value"));
        assertThat(analysis(output))
                .contains("The key " + key + " is unknown", "\"some value\"", "Did you mean " + meant, "Known in ");
    }

    @Test
    void anUnknownKeyIsToldBeforeTheOneThatIsMissingForIt(CapturedOutput output) {
        fail(List.of(URI, "--telemetry.mqtt.subscriptions[0].topc=a"));
        assertThat(analysis(output)).contains("telemetry.mqtt.subscriptions[0].topc is unknown");
    }

    @Test
    void aGapInAListIsNamed(CapturedOutput output) {
        fail(List.of(URI, TOPIC, "--telemetry.mqtt.subscriptions[2].topic=a"));
        assertThat(analysis(output)).contains("telemetry.mqtt.subscriptions[2].topic leaves an index out");
    }

    @Test
    void aMisspeltSecretIsNotShown(CapturedOutput output) {
        fail(List.of("--telemetry.mqtt.passwort=hunter2"));
        assertThat(analysis(output)).contains("Did you mean telemetry.mqtt.password");
        assertThat(output).doesNotContain("hunter2");
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsKey(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class)
                            .run("--server.port=" + port, "--server.address=127.0.0.1", URI, TOPIC)
                            .close())
                    .isInstanceOf(Exception.class);
            assertThat(analysis(output)).contains("server.port", port);
        }
    }

    private static void fail(List<String> arguments) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments.toArray(String[]::new))
                        .close())
                .as(Arrays.toString(arguments.toArray()))
                .isInstanceOf(Exception.class);
    }

    private static String analysis(CapturedOutput output) {
        assertThat(output).contains("APPLICATION FAILED TO START");
        return output.toString().substring(output.toString().indexOf("APPLICATION FAILED TO START"));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
