package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.model.TelemetryLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalTableTest {

    private static final String HEADER = "name\tunit\tmin\tmax\tobd_pid\twican_key\tnote\n";

    @Test
    void knowsEverySignalInTheOrderOfTheTable() {
        SignalTable table = SignalTable.standard();
        assertThat(table.all()).hasSize(64);
        assertThat(table.all().iterator().next()).isEqualTo(table.get("engine_load"));
        assertThat(table.get("rpm")).isEqualTo(new SignalDefinition("rpm", "rpm", 0.0, 16383.75, 0x0C, "0C-EngineRPM"));
        assertThat(table.get("coolant_temperature"))
                .isEqualTo(new SignalDefinition("coolant_temperature", "°C", -40.0, 215.0, 5, "05-EngineCoolantTemp"));
        assertThat(table.get("altitude")).isEqualTo(new SignalDefinition("altitude", "m", null, null, null, null));
        assertThat(table.get("odometer"))
                .isEqualTo(new SignalDefinition("odometer", "km", 0.0, 429496729.5, 0xA6, "A6-Odometer"));
        assertThat(table.get("RPM")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rpm,rpm,0,1,0C,0C-E              | line 3: 6 fields: expected 7",
                "Rpm,rpm,0,1,0C,0C-E,             | line 3: name Rpm",
                "a,rpm,0,1,0C,0C-E,               | line 3: name a is there twice",
                "b,,x,,,,                         | line 3: bound x",
                "b,,NaN,,,,                       | line 3: bound NaN",
                "b,,2,1,,,                        | line 3: min 2.0 is above max 1.0",
                "b,,,,C,,                         | line 3: obd_pid C",
                "b,,,,0C,0D-E,                    | line 3: wican_key 0D-E",
                "b,,,,05,05-A,                    | line 3: wican_key 05-A is there twice",
                "``                               | line 3: 1 fields",
            },
            quoteCharacter = '`')
    void aMistakeIsNamedWithItsLine(String line, String message) {
        String table = HEADER + "a\t\t\t\t05\t05-A\t\n" + line.replace(',', '\t') + "\n";
        assertThatThrownBy(() -> SignalTableReader.read("table", table))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("table " + message);
    }

    @Test
    void aTableNeedsItsHeaderAndASignal() {
        assertThatThrownBy(() -> SignalTableReader.read("table", "name\n"))
                .hasMessageStartingWith("table line 1: header");
        assertThatThrownBy(() -> SignalTableReader.read("table", HEADER)).hasMessageContaining("no signals");
        assertThatThrownBy(() -> SignalTableReader.read("table", "")).hasMessageContaining("no signals");
    }

    @Test
    void formatsByName() {
        assertThat(TelemetryDecoders.names())
                .containsExactly("json", "ovms", "owntracks", "teslamate", "traccar", "wican", "wican-can");
        assertThatThrownBy(() -> TelemetryDecoders.named("jsno", TelemetryLimits.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("format jsno: allowed are json, ovms, owntracks, teslamate, traccar, wican, wican-can");
    }
}
