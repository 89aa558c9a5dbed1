package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerUriTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://localhost,            mqtt,  localhost,   1883, '',     ''",
        "mqtt://localhost:1884/,      mqtt,  localhost,   1884, '',     ''",
        "MQTTS://broker.example,      mqtts, broker.example, 8883, '',  ''",
        "ws://127.0.0.1,              ws,    127.0.0.1,   80,   '',     ''",
        "wss://h/mqtt?x=1,            wss,   h,           443,  mqtt,   x=1",
        "ws://h:8080/a/b,             ws,    h,           8080, a/b,    ''",
        "mqtt://[::1]:1883,           mqtt,  ::1,         1883, '',     ''",
        "mqtt://my_broker,            mqtt,  my_broker,   1883, '',     ''",
    })
    void knowsSchemeHostPortAndPath(String text, String scheme, String host, int port, String path, String query) {
        assertThat(BrokerUri.parse(text)).isEqualTo(new BrokerUri(scheme, host, port, path, query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:1883",
                "tcp://localhost:1883",
                "http://localhost",
                "mqtt://",
                "mqtt://:1883",
                "mqtt://h:0",
                "mqtt://h:65536",
                "mqtt://h:99999999999",
                "mqtt://h:x",
                "mqtt://h/path",
                "mqtt://h?x=1",
                "mqtt://h#x",
                "mqtt://h h",
                "mqtt:///x",
                "mqtt://[::1",
            })
    void refusesWithTheValueAndWhatIsAllowed(String text) {
        assertThatThrownBy(() -> BrokerUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uri " + text)
                .hasMessageContaining(BrokerUri.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://user:secret@host",
                "mqtt://user:sec@ret@host:1883",
                "mqtt://user:/secret@host",
                "tcp://user:secret@host",
                "mqtt://user:secret@host:99999",
                "user:secret@host",
            })
    void refusesAUserAndDoesNotRepeatThePassword(String text) {
        assertThatThrownBy(() -> BrokerUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("…@host")
                .doesNotContain("secret", "sec@");
    }

    @Test
    void showsNoQuery() {
        assertThat(BrokerUri.parse("wss://h/mqtt?token=x")).hasToString("wss://h:443");
        assertThat(BrokerUri.parse("mqtt://[::1]")).hasToString("mqtt://[::1]:1883");
    }
}
