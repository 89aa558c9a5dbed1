package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.model.VehicleId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client may ask for, in the query of its handshake and in a message. */
class SubscriptionOptionsTest {

    private static SubscriptionOptions ofQuery(String... keysAndValues) throws InvalidOption {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String value = keysAndValues[i + 1];
            query.merge(
                    keysAndValues[i],
                    List.of(value),
                    (a, b) -> IntStream.range(0, a.size() + 1)
                            .mapToObj(n -> n < a.size() ? a.get(n) : value)
                            .toList());
        }
        return SubscriptionOptions.ofQuery(query);
    }

    private static SubscriptionOptions ofMessage(String fields) {
        return ((ClientMessage.Subscribe) ClientMessage.parse("{\"type\":\"subscribe\"" + fields + "}")).options();
    }

    private static String problem(String fields) {
        return ((ClientMessage.Bad) ClientMessage.parse("{\"type\":\"subscribe\"" + fields + "}")).problem();
    }

    @Test
    void whoAsksForNothingGetsEverything() throws Exception {
        assertThat(ofQuery()).isEqualTo(SubscriptionOptions.EVERYTHING);
        assertThat(ofQuery("token", "x", "unheard_of", "60")).isEqualTo(SubscriptionOptions.EVERYTHING);
        assertThat(ofMessage("")).isEqualTo(SubscriptionOptions.EVERYTHING);
        assertThat(ofMessage(",\"unheard_of\":60,\"x\":{\"y\":[1]}")).isEqualTo(SubscriptionOptions.EVERYTHING);
    }

    @Test
    void keysRepeatAndListsHaveCommas() throws Exception {
        SubscriptionOptions options = ofQuery(
                "vehicle_id",
                "1,WVW",
                "vehicle_id",
                "01",
                "signals",
                "rpm,vehicle_speed",
                "signals",
                "rpm",
                "max_rate",
                "2.5",
                "mode",
                "batch",
                "mode",
                "delta");
        assertThat(options.vehicles()).containsExactly(VehicleId.of(1), VehicleId.of("WVW"), VehicleId.of("01"));
        assertThat(options.signals()).containsExactly("rpm", "vehicle_speed");
        assertThat(options.periodNanos()).isEqualTo(400_000_000);
        assertThat(options.batch()).isTrue();
        assertThat(options.delta()).isTrue();
        assertThat(ofMessage(",\"vehicles\":[1,\"WVW\",\"01\"],\"signals\":[\"vehicle_speed\",\"rpm\"],"
                        + "\"max_rate\":2.5,\"mode\":[\"batch\",\"delta\"]"))
                .isEqualTo(options);
        assertThat(ofMessage(",\"vehicle_id\":7,\"signals\":\"rpm\",\"mode\":\"batch\",\"max_rate\":1e1"))
                .isEqualTo(ofQuery("vehicle_id", "7", "signals", "rpm", "mode", "batch", "max_rate", "10"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    max_rate | 0
                    max_rate | -1
                    max_rate | 1e9
                    max_rate | NaN
                    max_rate | Infinity
                    max_rate | 1,2
                    max_rate | ''
                    max_rate | fast
                    max_rate | 5d
                    max_rate | 0x1p2
                    max_rate | ' 5'
                    max_rate | +5
                    history | 0
                    history | 601
                    history | -1
                    history | 1.5
                    history | 60,60
                    history | all
                    history | ''
                    ages | 1
                    ages | ''
                    ages | TRUE
                    ages | true,true
                    mode | x
                    mode | ''
                    mode | BATCH
                    mode | batch,
                    signals | ''
                    signals | rpm,,vehicle_speed
                    vehicle_id | ''
                    vehicle_id | 1,
                    """)
    void whatCannotBeGrantedIsNamedWithWhatIsAllowed(String key, String value) {
        assertThatThrownBy(() -> ofQuery(key, value))
                .isInstanceOf(InvalidOption.class)
                .hasMessageStartingWith(key + " \"")
                .hasMessageContaining("allowed");
    }

    @Test
    void agesAreAskedForByTrueAndFalse() throws Exception {
        assertThat(ofQuery().ages()).isFalse();
        assertThat(ofQuery("ages", "true").ages()).isTrue();
        assertThat(ofQuery("ages", "true", "ages", "true").ages()).isTrue();
        assertThat(ofQuery("ages", "false")).isEqualTo(SubscriptionOptions.EVERYTHING);
        assertThat(ofMessage(",\"ages\":true")).isEqualTo(ofQuery("ages", "true"));
        assertThat(ofMessage(",\"ages\":false")).isEqualTo(SubscriptionOptions.EVERYTHING);
        assertThat(ClientMessage.subscribed(ofQuery("ages", "true", "mode", "delta")))
                .isEqualTo("{\"type\":\"subscribed\",\"ages\":true,\"mode\":\"delta\"}");
        assertThat(ClientMessage.subscribed(ofQuery("ages", "false"))).isEqualTo("{\"type\":\"subscribed\"}");
        assertThatThrownBy(() -> ofQuery("ages", "true", "ages", "false"))
                .hasMessage("ages \"false\": allowed is either true or false");
    }

    @Test
    void lastPointsAreAskedForByTheirNumber() throws Exception {
        assertThat(ofQuery().history()).isZero();
        assertThat(ofQuery("history", "600").history()).isEqualTo(600);
        assertThat(ofMessage(",\"history\":60")).isEqualTo(ofQuery("history", "60"));
        assertThat(ClientMessage.subscribed(ofQuery("history", "60", "mode", "batch")))
                .isEqualTo("{\"type\":\"subscribed\",\"history\":60,\"mode\":\"batch\"}");
        assertThat(problem(",\"history\":601")).isEqualTo("history \"601\": allowed is a whole number from 1 to 600");
        assertThat(problem(",\"history\":\"60\"")).contains("history \"60\"", "allowed");
        assertThatThrownBy(() -> ofQuery("history", "60", "history", "30"))
                .hasMessage("history \"30\": allowed is one number");
    }

    @Test
    void aSubscriptionIsBounded() throws Exception {
        String thousand = IntStream.range(0, 1_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(ofQuery("vehicle_id", thousand).vehicles()).hasSize(1_000);
        assertThatThrownBy(() -> ofQuery("vehicle_id", thousand + ",1000"))
                .hasMessage("vehicle_id: allowed are at most 1000 vehicles");
        assertThatThrownBy(() -> ofQuery("vehicle_id", "x".repeat(129)))
                .hasMessageStartingWith("vehicle_id \"" + "x".repeat(64) + "…\"");
        assertThatThrownBy(() -> ofQuery("signals", "x".repeat(129))).hasMessageContaining("1 to 128 characters");
        assertThatThrownBy(() -> ofQuery("signals", "a" + ",b".repeat(1_024)))
                .hasMessage("signals: allowed are at most 1024 names");
        assertThatThrownBy(() -> ofQuery("max_rate", "1", "max_rate", "2")).hasMessageContaining("one number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "max_rate":0
                    "max_rate":-1
                    "max_rate":1e9
                    "max_rate":1e400
                    "max_rate":"5"
                    "max_rate":null
                    "max_rate":[5]
                    "ages":"true"
                    "ages":1
                    "ages":null
                    "ages":[true]
                    "mode":"x"
                    "mode":[]
                    "mode":["batch","x"]
                    "mode":7
                    "mode":{"a":1}
                    "signals":[]
                    "signals":[""]
                    "signals":[1]
                    "signals":[["rpm"]]
                    "signals":null
                    "vehicles":[]
                    "vehicles":[1.5]
                    "vehicles":[null]
                    "vehicles":[{"id":1}]
                    "vehicles":[""]
                    "vehicles":true
                    """)
    void aMessageThatAsksForItIsBad(String field) {
        String key = field.substring(1, field.indexOf('"', 1));
        assertThat(problem("," + field)).startsWith(key + " ");
        assertThat(problem("," + field + ",\"signals\":[\"rpm\"],\"mode\":\"batch\""))
                .startsWith(key + " ");
    }

    @Test
    void whatIsWrongCountsOnlyForTheTypeThatWantsIt() {
        assertThat(ClientMessage.parse("{\"max_rate\":0,\"type\":\"ping\"}")).isInstanceOf(ClientMessage.Ping.class);
        assertThat(ClientMessage.parse("{\"max_rate\":0,\"type\":\"subscribe\"}"))
                .isInstanceOf(ClientMessage.Bad.class);
    }

    @Test
    void theAnswerSaysWhatIsInForce() throws Exception {
        assertThat(ClientMessage.subscribed(SubscriptionOptions.EVERYTHING)).isEqualTo("{\"type\":\"subscribed\"}");
        assertThat(ClientMessage.subscribed(
                        ofQuery("vehicle_id", "2,a", "signals", "rpm", "max_rate", "5", "mode", "batch,delta")))
                .isEqualTo("{\"type\":\"subscribed\",\"vehicles\":[2,\"a\"],\"signals\":[\"rpm\"],"
                        + "\"max_rate\":5,\"mode\":[\"batch\",\"delta\"]}");
        assertThat(ClientMessage.subscribed(ofQuery("mode", "delta", "max_rate", "0.5")))
                .contains("\"max_rate\":0.5,\"mode\":\"delta\"");
    }
}
