package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryJsonTest {

    private static final Instant TIME = Instant.parse("2025-11-27T16:04:47.234Z");

    private static VehicleSnapshot snapshot(String vehicle, Signals signals) {
        return VehicleSnapshot.builder(VehicleId.of(vehicle), "e1", TIME)
                .signals(signals)
                .revision(7)
                .build();
    }

    private static Signals signal(String name, SignalValue value) {
        return Signals.builder().put(name, value, Signals.micros(TIME), 1).build();
    }

    private static String value(SignalValue value) {
        String json = TelemetryJson.update(snapshot("1", signal("x", value)));
        int start = json.indexOf("\"x\":") + 4;
        return json.substring(start, json.indexOf("},\"timestamp\"", start));
    }

    @Test
    void aFrameIsWhatTheWireProtocolSays() {
        Signals signals = Signals.builder()
                .put("rpm", SignalValue.of(2500), Signals.micros(TIME), 1)
                .put("vehicle_speed", SignalValue.of(65.5), Signals.micros(TIME.minusSeconds(1)), 2)
                .put("ignition", SignalValue.of(true), Signals.micros(TIME), 2)
                .put("gear", SignalValue.of("D\"\n"), Signals.micros(TIME), 2)
                .put("fuel", SignalValue.ofNull(), Signals.UNKNOWN_TIME, 2)
                .build();
        VehicleSnapshot snapshot = VehicleSnapshot.builder(VehicleId.of(1), "e1", TIME.plusSeconds(9))
                .signals(signals)
                .state(VehicleState.RUNNING, Instant.parse("2025-11-27T16:00:00Z"))
                .revision(42)
                .build();
        assertThat(TelemetryJson.update(snapshot))
                .isEqualTo(
                        "{\"type\":\"telemetry_update\",\"state\":\"running\",\"data\":{\"vehicle_id\":1,\"rpm\":2500,"
                                + "\"vehicle_speed\":65.5,\"ignition\":true,\"gear\":\"D\\\"\\n\",\"fuel\":null},"
                                + "\"timestamp\":\"2025-11-27T16:04:47.234Z\",\"revision\":42,\"epoch\":\"e1\","
                                + "\"state_since\":\"2025-11-27T16:00:00.000Z\"}");
    }

    @Test
    void theEmptyFrameIsOfflineWithoutData() {
        assertThat(TelemetryJson.empty(TIME))
                .isEqualTo("{\"type\":\"telemetry_update\",\"state\":\"offline\",\"data\":{},"
                        + "\"timestamp\":\"2025-11-27T16:04:47.234Z\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "999999999999999,999999999999999",
        "01,'\"01\"'",
        "1000000000000000,'\"1000000000000000\"'",
        "WVW1,'\"WVW1\"'",
        "-1,'\"-1\"'",
        "1.0,'\"1.0\"'",
        "a\"b,'\"a\\\"b\"'"
    })
    void anIdIsANumberWhereItIsACanonicalOne(String id, String json) {
        assertThat(TelemetryJson.update(snapshot(id, Signals.empty()))).contains("{\"vehicle_id\":" + json + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "2.0E-3,0.002",
        "2e23,2.0E23",
        "1.1,1.1",
        "-0.0,-0.0",
        "5e-324,4.9E-324",
        "65.0,65.0",
        "0.1,0.1",
        "1.0E7,1.0E7",
        "9007199254740993,9.007199254740992E15",
        "1.7976931348623157E308,1.7976931348623157E308"
    })
    void aDecimalIsAsShortAsItCanBe(double value, String json) {
        assertThat(value(SignalValue.of(value))).isEqualTo(json);
    }

    @Test
    void everyDecimalReadsBackTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(value(SignalValue.of(value)))).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "9223372036854775807", "-9223372036854775808"})
    void anIntegerStaysAnInteger(long value) {
        assertThat(value(SignalValue.of(value))).isEqualTo(Long.toString(value));
    }

    @Test
    void aSignalThatIsCalledLikeTheIdDoesNotBreakTheObject() {
        assertThat(TelemetryJson.update(snapshot("1", signal("vehicle_id", SignalValue.of(9)))))
                .contains("\"data\":{\"vehicle_id\":1}");
    }

    @Test
    void stateSinceIsNullUntilItIsKnown() {
        assertThat(TelemetryJson.update(snapshot("1", Signals.empty()))).endsWith("\"state_since\":null}");
    }

    @Test
    void theListOfVehiclesIsSortedAndHasTheNamesOfSignals() {
        assertThat(TelemetryJson.vehicles(List.of(
                        snapshot("b", Signals.empty()),
                        snapshot("10", Signals.empty()),
                        snapshot("2", signal("rpm", SignalValue.of(1))))))
                .isEqualTo(
                        "{\"vehicles\":["
                                + "{\"vehicle_id\":2,\"state\":\"offline\",\"state_since\":null,\"timestamp\":\"2025-11-27T16:04:47.234Z\",\"signals\":[\"rpm\"]},"
                                + "{\"vehicle_id\":10,\"state\":\"offline\",\"state_since\":null,\"timestamp\":\"2025-11-27T16:04:47.234Z\",\"signals\":[]},"
                                + "{\"vehicle_id\":\"b\",\"state\":\"offline\",\"state_since\":null,\"timestamp\":\"2025-11-27T16:04:47.234Z\",\"signals\":[]}]}");
        assertThat(TelemetryJson.vehicles(List.of())).isEqualTo("{\"vehicles\":[]}");
    }

    @Test
    void aSnapshotIsEncodedOnceAndAnOlderOneDoesNotReplaceIt() {
        FrameCache cache = new FrameCache(SignalSelection.ALL);
        VehicleSnapshot older = snapshot("1", signal("x", SignalValue.of(1)));
        VehicleSnapshot newer = older.next(TIME).build();
        Frame frame = cache.full(newer);
        assertThat(cache.full(newer)).isSameAs(frame);
        assertThat(cache.full(older).text()).contains("\"revision\":7,");
        assertThat(cache.full(newer)).isSameAs(frame);
        assertThat(cache.size()).isOne();
    }
}
