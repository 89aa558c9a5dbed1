package io.vehicletelemetry.examples.dashboard.demo;

import java.util.Map;

/** A car with a petrol engine and a tracker that writes plain JSON with canonical names. */
final class JsonPayload {
    private JsonPayload() {}

    static Map<String, Number> of(int vehicle, SimulatedCar car) {
        return new Rounded()
                .put("vehicle_id", vehicle)
                .put("rpm", car.rpm(), 1)
                .put("vehicle_speed", car.speed(), 10)
                .put("coolant_temperature", car.coolant(), 10)
                .put("engine_load", car.load(), 10)
                .put("control_module_voltage", car.voltage())
                .put("fuel_rail_pressure", 330 + car.load() * 0.6, 10)
                .put("fuel_level", car.fuel(), 10)
                .put("fuel_rate", car.fuelRate())
                .put("latitude", car.position().latitude(), 1_000_000)
                .put("longitude", car.position().longitude(), 1_000_000)
                .put("heading", car.position().heading(), 1)
                .values();
    }
}
