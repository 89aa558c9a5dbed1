package io.vehicletelemetry.core;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.Texts;
import io.vehicletelemetry.core.model.VehicleId;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which vehicle a delivery is about.
 *
 * <p><em>Thread-safe</em>, as the directory is.
 *
 * @param devices which vehicle a device is in
 */
record Identification(DeviceDirectory devices) {

    /** The vehicle; null where it is unknown, and then why was told to {@code rejects}, unless nothing was named. */
    @Nullable
    VehicleId vehicleOf(
            @Nullable VehicleId vehicle, @Nullable String device, BiConsumer<RejectReason, String> rejects) {
        if (vehicle != null || device == null) {
            return vehicle;
        }
        try {
            VehicleId mapped = devices.vehicleOf(device);
            if (mapped == null) {
                rejects.accept(
                        RejectReason.UNKNOWN_DEVICE, "device " + Texts.quoted(device) + " is mapped to no vehicle");
            }
            return mapped;
        } catch (IllegalArgumentException e) {
            rejects.accept(RejectReason.INVALID_VEHICLE, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
