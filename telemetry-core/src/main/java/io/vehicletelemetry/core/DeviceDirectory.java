package io.vehicletelemetry.core;

import io.vehicletelemetry.core.model.VehicleId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which vehicle a device is in. Asked for every frame that names a device and no vehicle, so that a dongle can
 * move from one car to another while the server runs: {@link DeviceAssignments} is a directory that can be changed, and
 * another one may ask a fleet's own records, as long as it answers at once.
 *
 * <p><em>Thread-safe. Must not block.</em>
 */
@FunctionalInterface
public interface DeviceDirectory {

    /**
     * The vehicle of a device.
     *
     * @param device the device's name
     * @return the vehicle, or null where the device is to be ignored
     * @throws IllegalArgumentException if the device is to be a vehicle of its own name, and the name is no valid id
     */
    @Nullable
    VehicleId vehicleOf(String device);

    /**
     * A fixed list; an unknown device is a vehicle of its own name.
     *
     * @param devices device → vehicle
     * @return the directory
     */
    static DeviceDirectory acceptingUnknown(Map<String, VehicleId> devices) {
        return DeviceAssignments.acceptingUnknown(devices);
    }

    /**
     * A fixed list; an unknown device is ignored and counted.
     *
     * @param devices device → vehicle
     * @return the directory
     */
    static DeviceDirectory ignoringUnknown(Map<String, VehicleId> devices) {
        return DeviceAssignments.ignoringUnknown(devices);
    }
}
