package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expected names, units and order of tyres: OVMS 3, {@code docs/source/userguide/metrics.rst} and
 * {@code main/metrics_standard.h} (FL, FR, RL, RR).
 */
class OvmsDecoderTest {

    private static Trial decode(String metric, String payload) {
        return Trial.of("ovms", message("ovms/demo/TESTCAR1/" + metric, payload));
    }

    private static RawMessage message(String topic, String payload) {
        return Trial.message(topic, payload).vehicle(VehicleId.of("TESTCAR1")).build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "v/p/speed      | 65.5        | {vehicle_speed=65.5}",
                "v/b/soc        | 71.5        | {state_of_charge=71.5}",
                "v/b/voltage    | 396.2       | {battery_voltage=396.2}",
                "v/b/current    | -12.5       | {battery_current=-12.5}", // output is positive: the source's sign
                "v/b/temp       | 13          | {battery_temperature=13}",
                "v/b/12v/voltage | 12.29      | {auxiliary_battery_voltage=12.29}",
                "v/p/odometer   | 57913.1     | {odometer=57913.1}",
                "v/p/latitude   | 51.3023     | {latitude=51.3023}",
                "v/p/longitude  | 7.39006     | {longitude=7.39006}",
                "v/p/altitude   | 327.8       | {altitude=327.8}",
                "v/p/direction  | 31.2        | {heading=31.2}",
                "v/e/temp       | 18.5        | {ambient_air_temperature=18.5}",
                "v/e/on         | yes         | {ignition=true}",
                "v/e/on         | no          | {ignition=false}",
                "v/m/rpm        | 4500        | {rpm=4500}",
                "v/c/charging   | no          | {v.c.charging=false}",
                "v/c/state      | done        | {v.c.state='done'}",
                "v/e/gear       | -1          | {v.e.gear=-1}",
                "v/t/pressure   | 244.1,243.0,248.8,249.9 | {tyre_pressure_front_left=244.1, tyre_pressure_front_right=243.0, tyre_pressure_rear_left=248.8, tyre_pressure_rear_right=249.9}",
                "v/t/pressure   | 244.1,,nan,249.9 | !INVALID_VALUE !INVALID_VALUE {tyre_pressure_front_left=244.1, tyre_pressure_rear_right=249.9}",
                "v/t/pressure   | 244.1       | {tyre_pressure_front_left=244.1}",
                "v/t/pressure   | 1,2,3,4,5   | {tyre_pressure_front_left=1, tyre_pressure_front_right=2, tyre_pressure_rear_left=3, tyre_pressure_rear_right=4, v.t.pressure.5=5}",
                "v/t/pressure   | 9999,2,3,4  | !OUT_OF_RANGE {tyre_pressure_front_right=2, tyre_pressure_rear_left=3, tyre_pressure_rear_right=4}",
                "v/t/temp       | 33,33,34,38 | {v.t.temp.1=33, v.t.temp.2=33, v.t.temp.3=34, v.t.temp.4=38}",
                "v/b/c/voltage  | 4.105,4.095 | {v.b.c.voltage.1=4.105, v.b.c.voltage.2=4.095}",
                "v/e/cabinvent  | feet,face   | {v.e.cabinvent='feet,face'}",
                "v/p/location   | Home, 7     | {v.p.location='Home, 7'}",
                "v/vin          | 12345678901234567 | {v.vin='12345678901234567'}",
                "v/type         | 12E4        | {v.type='12E4'}",
                "xrt/cfg/type   | SC          | {xrt.cfg.type='SC'}",
                "v/p/speed      | ``          | {vehicle_speed=null}",
                "v/t/pressure   | ``          | {tyre_pressure_front_left=null, tyre_pressure_front_right=null, tyre_pressure_rear_left=null, tyre_pressure_rear_right=null}",
                "v/p/speed      | nan         | !INVALID_VALUE NO_SIGNALS",
                "v/p/speed      | 1e999       | !INVALID_VALUE NO_SIGNALS",
                "v/p/speed      | fast        | !INVALID_VALUE NO_SIGNALS",
                "v/p/speed      | 300         | !OUT_OF_RANGE NO_SIGNALS",
                "v/b/soc        | 71.5,72     | {v.b.soc.1=71.5, v.b.soc.2=72}",
                "v/x            | ,           | !INVALID_VALUE !INVALID_VALUE NO_SIGNALS",
            })
    void aMetricIsASignal(String metric, String payload, String expected) {
        Trial trial = decode("metric/" + metric, payload);
        assertThat(trial).hasToString(expected);
        assertThat(trial.frames).allMatch(frame -> frame.signOfLife() != payload.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m/monotonic         | 3568                 | {m.monotonic=3568}",
                "m/net/mdm/iccid     | 89490240001766080167 | {m.net.mdm.iccid='89490240001766080167'}",
                "m/version           | 3.2                  | {m.version='3.2'}",
                "m/hardware          | OVMS WIFI BLE BT cores=2 rev=ESP32/1 | {m.hardware='OVMS WIFI BLE BT cores=2 rev=ESP32/1'}",
                "s/v2/connected      | yes                  | {s.v2.connected=true}",
                "s/v3/peers          | 1                    | {s.v3.peers=1}",
            })
    void l1BookkeepingIsNoSignOfLife(String metric, String payload, String expected) {
        Trial trial = decode("metric/" + metric, payload);
        assertThat(trial).hasToString(expected);
        assertThat(trial.onlyFrame().signOfLife()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"yes,online", "no,offline", "'no ',offline", "maybe,MALFORMED", "1,MALFORMED", "'',MALFORMED"})
    void l3Connected(String payload, String expected) {
        assertThat(decode("metric/s/v3/connected", payload)).hasToString(expected);
    }

    @Test
    void theWillThatWasRetainedIsAReplay() {
        RawMessage will = Trial.message("ovms/demo/TESTCAR1/metric/s/v3/connected", "no")
                .vehicle(VehicleId.of("TESTCAR1"))
                .device("box")
                .retained(true)
                .build();
        assertThat(Trial.of("ovms", will).availabilities)
                .containsExactly(new Availability(VehicleId.of("TESTCAR1"), "box", false, true, Trial.ARRIVAL, 17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"notify/alert/battery", "event", "event/ticker/1", "client/app/active", "metric", ""})
    void besideTheMetricsIsNoData(String topic) {
        assertThat(decode(topic, "yes")).hasToString("NO_SIGNALS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metric/", "metric//", "metric//p/speed", "metric/v//speed", "metric/v/p/"})
    void anEmptyLevelNamesNothing(String topic) {
        assertThat(decode(topic, "1")).hasToString("INVALID_NAME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metric/v/p/speed",
                "/metric/v/p/speed",
                "my/own/prefix/metric/v/p/speed",
                "ovms/metric/metric/metric/v/p/speed"
            })
    void thePrefixIsTheUsers(String topic) {
        assertThat(Trial.of("ovms", message(topic, "5"))).hasToString("{vehicle_speed=5}");
    }

    @Test
    void whatASubscriptionNamesIsTheSame() {
        RawMessage message = Trial.message("ovms/demo/TESTCAR1/metric/v/p/speed", "5")
                .vehicle(VehicleId.of("TESTCAR1"))
                .signal("v.p.speed")
                .build();
        assertThat(Trial.of("ovms", message)).hasToString("{vehicle_speed=5}");
    }

    @Test
    void aListHasNoMoreElementsThanAMessageSignals() {
        TelemetryLimits limits = TelemetryLimits.builder().signalsPerMessage(2).build();
        assertThat(Trial.of("ovms", message("metric/v/b/c/temp", "1,2"), limits))
                .hasToString("{v.b.c.temp.1=1, v.b.c.temp.2=2}");
        assertThat(Trial.of("ovms", message("metric/v/b/c/temp", "1,2,3"), limits))
                .hasToString("TOO_MANY_SIGNALS");
    }
}
