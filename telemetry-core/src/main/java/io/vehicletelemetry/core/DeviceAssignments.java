package io.vehicletelemetry.core;

import io.vehicletelemetry.core.model.VehicleId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which vehicle each device is in, changeable while telemetry flows: the default {@link DeviceDirectory}.
 *
 * <p>A change holds from the next frame that is handled. The vehicle that a device leaves keeps its last values, and is
 * offline once its silence is over, where no other device speaks for it. In the vehicle that it comes to the device's
 * clock is a new one: the order of arrival decides against what is known there.
 *
 * <p><em>Thread-safe.</em> Nothing blocks.
 */
public final class DeviceAssignments implements DeviceDirectory {

    private final ConcurrentHashMap<String, VehicleId> vehicles;
    private final boolean acceptUnknown;

    private DeviceAssignments(Map<String, VehicleId> devices, boolean acceptUnknown) {
        this.vehicles = new ConcurrentHashMap<>(devices);
        this.acceptUnknown = acceptUnknown;
    }

    /**
     * Starts with a list; a device that is not assigned is a vehicle of its own name.
     *
     * @param devices device → vehicle
     * @return the assignments
     */
    public static DeviceAssignments acceptingUnknown(Map<String, VehicleId> devices) {
        return new DeviceAssignments(devices, true);
    }

    /**
     * Starts with a list; a device that is not assigned is ignored and counted.
     *
     * @param devices device → vehicle
     * @return the assignments
     */
    public static DeviceAssignments ignoringUnknown(Map<String, VehicleId> devices) {
        return new DeviceAssignments(devices, false);
    }

    @Override
    public @Nullable VehicleId vehicleOf(String device) {
        VehicleId vehicle = vehicles.get(device);
        return vehicle == null && acceptUnknown ? VehicleId.of(device) : vehicle;
    }

    /**
     * Puts a device into a vehicle, from now on.
     *
     * @param device the device's name, as its topic has it
     * @param vehicle the vehicle
     * @return the vehicle that it was assigned to before, or null
     */
    public @Nullable VehicleId assign(String device, VehicleId vehicle) {
        return vehicles.put(Objects.requireNonNull(device, "device"), Objects.requireNonNull(vehicle, "vehicle"));
    }

    /**
     * Takes a device out of its vehicle: from now on it is an unknown one.
     *
     * @param device the device's name
     * @return the vehicle that it was assigned to, or null
     */
    public @Nullable VehicleId remove(String device) {
        return vehicles.remove(device);
    }

    /**
     * All assignments.
     *
     * @return device → vehicle, a copy
     */
    public Map<String, VehicleId> all() {
        return Map.copyOf(vehicles);
    }
}
