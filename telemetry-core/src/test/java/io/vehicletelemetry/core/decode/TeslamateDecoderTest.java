package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.VehicleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected names and units: TeslaMate, {@code website/docs/integrations/mqtt.md}; bar to kPa: NIST SP 811, B.8. */
class TeslamateDecoderTest {

    private static Trial decode(String topic, String payload) {
        return Trial.of(
                "teslamate",
                Trial.message(topic, payload).vehicle(VehicleId.of(1)).build());
    }

    private static Trial field(String field, String payload) {
        return decode("teslamate/cars/1/" + field, payload);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "speed            | 65      | {vehicle_speed=65}",
                "heading          | 340     | {heading=340}",
                "elevation        | 70      | {altitude=70}",
                "latitude         | 35.278131 | {latitude=35.278131}",
                "longitude        | 29.744801 | {longitude=29.744801}",
                "odometer         | 1653.07 | {odometer=1653.07}",
                "battery_level    | 88      | {state_of_charge=88}",
                "usable_battery_level | 85  | {usable_battery_level=85}",
                "outside_temp     | 18.4    | {ambient_air_temperature=18.4}",
                "inside_temp      | 20.8    | {inside_temp=20.8}",
                "power            | -9      | {power=-9}",
                "tpms_pressure_fl | 2.9     | {tyre_pressure_front_left=290.0}",
                "tpms_pressure_fr | 2.3     | {tyre_pressure_front_right=230.0}",
                "tpms_pressure_rl | 3       | {tyre_pressure_rear_left=300.0}",
                "tpms_pressure_rr | 2.825   | {tyre_pressure_rear_right=282.5}",
                "tpms_pressure_fl | 16      | !OUT_OF_RANGE NO_SIGNALS",
                "tpms_pressure_fl | 1e308   | !INVALID_VALUE NO_SIGNALS",
                "tpms_soft_warning_fl | true | {tpms_soft_warning_fl=true}",
                "locked           | false   | {locked=false}",
                "shift_state      | D       | {shift_state='D'}",
                "charging_state   | Charging | {charging_state='Charging'}",
                "plugged_in       | unknown | {plugged_in='unknown'}",
                "time_to_full_charge | 1.83 | {time_to_full_charge=1.83}",
                "scheduled_charging_start_time | 2019-02-28T23:00:07Z | {scheduled_charging_start_time='2019-02-28T23:00:07Z'}",
                "location         | {\"latitude\":36.8065,\"longitude\":10.1815} | {latitude=36.8065, longitude=10.1815}",
                "location         | {\"latitude\":91,\"longitude\":10.1815} | !OUT_OF_RANGE {longitude=10.1815}",
                "speed            | NaN     | !INVALID_VALUE NO_SIGNALS",
                "speed            | 65 km/h | !INVALID_VALUE NO_SIGNALS",
                "location         | {}      | NO_SIGNALS",
                "location         | 36.8    | MALFORMED",
                "location         | {\"latitude\":  | MALFORMED",
            })
    void aFieldIsASignal(String field, String payload, String expected) {
        Trial trial = field(field, payload);
        assertThat(trial).hasToString(expected);
        assertThat(trial.frames).allMatch(frame -> frame.signOfLife());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "since         | 2019-02-28T23:00:07Z | {since='2019-02-28T23:00:07Z'}",
                "healthy       | true      | {healthy=true}",
                "version       | 2025.20   | {version='2025.20'}",
                "version       | 2019.32.12.2 | {version='2019.32.12.2'}",
                "update_version | 2025.30  | {update_version='2025.30'}",
                "model         | 3         | {model='3'}",
                "display_name  | 007       | {display_name='007'}",
                "geofence      | \uD83C\uDFE1 Home | {geofence='\uD83C\uDFE1 Home'}",
                "software_update | {\"installed_version\":\"2025.20\",\"latest_version\":\"2025.30\"} | {software_update.installed_version='2025.20', software_update.latest_version='2025.30'}",
                "active_route_destination | nil | {active_route_destination=null}",
                "active_route_latitude | nil | {active_route_latitude=null}",
                "active_route_latitude | 35.2 | {active_route_latitude=35.2}",
                "active_route  | {\"error\":\"No active route available\"} | DEVICE_ERROR",
                "active_route  | {\"destination\":\"7\",\"miles_to_arrival\":6.5,\"location\":{\"latitude\":35.2},\"error\":null} | {active_route.destination='7', active_route.miles_to_arrival=6.5, active_route.location.latitude=35.2, active_route.error=null}",
                // cleared
                "shift_state   | ``        | {shift_state=null}",
                "speed         | ``        | {vehicle_speed=null}",
                "tpms_pressure_fl | ``     | {tyre_pressure_front_left=null}",
                "location      | ``        | {latitude=null, longitude=null}",
            })
    void l1BookkeepingAndClearingAreNoSignOfLife(String field, String payload, String expected) {
        Trial trial = field(field, payload);
        assertThat(trial).hasToString(expected);
        assertThat(trial.frames).noneMatch(frame -> frame.signOfLife());
    }

    @ParameterizedTest
    @CsvSource({
        "online,online", "driving,online", "charging,online", "updating,online", "suspended,online",
        "offline,offline", "asleep,offline", "start,NO_SIGNALS", "unavailable,NO_SIGNALS", "'',NO_SIGNALS"
    })
    void l3State(String payload, String expected) {
        assertThat(field("state", payload)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cars/1/speed", "/cars/1/speed", "teslamate/garage/cars/1/speed", "bridge/teslamate/cars/1/speed"
            })
    void theNamespaceIsTheUsers(String topic) {
        assertThat(decode(topic, "5")).hasToString("{vehicle_speed=5}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "teslamate/cars/1",
                "teslamate/cars/1/",
                "teslamate/cars",
                "teslamate",
                "",
                "/",
                "//",
                "teslamate/1/speed",
                "teslamate/cars/1/speed/x",
                "teslamate/mycars/1/speed"
            })
    void anotherTopicNamesNothing(String topic) {
        assertThat(decode(topic, "5")).hasToString("INVALID_NAME");
    }

    @Test
    void whatASubscriptionNamesGoesFirst() {
        RawMessage message = Trial.message("t/x", "65")
                .vehicle(VehicleId.of(1))
                .signal("speed")
                .build();
        assertThat(Trial.of("teslamate", message)).hasToString("{vehicle_speed=65}");
    }
}
