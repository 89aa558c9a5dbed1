package io.vehicletelemetry.examples.dashboard.demo;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is in a car and sends its values: topics, flags and words.
 *
 * @param topic where the values go
 * @param statusTopic where it says that it is online or offline (its last will too); null where it never says so
 * @param retained whether the broker keeps the last values for those who subscribe later
 * @param payload the values of a car, in the order in which they are written
 */
record Device(
        String topic,
        @Nullable String statusTopic,
        boolean retained,
        Function<SimulatedCar, Map<String, Number>> payload) {

    /** The WiCAN dongle of the first car; anything else sends plain JSON and just falls silent. */
    static Device of(int vehicle) {
        if (vehicle == 1) {
            return new Device("wincan/device1", "wincan/device1/status", true, WicanPayload::of);
        }
        return new Device("vehicles/" + vehicle + "/telemetry", null, false, car -> JsonPayload.of(vehicle, car));
    }
}
