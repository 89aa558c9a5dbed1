package io.vehicletelemetry.core;

import io.vehicletelemetry.core.model.VehicleId;
import java.security.Principal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which vehicles somebody may see. Asked once for each session and each request; a vehicle that one may not see
 * looks exactly like one that does not exist.
 *
 * <p><em>Thread-safe.</em>
 */
@FunctionalInterface
public interface VehicleAccess {

    /**
     * What somebody may see from now on.
     *
     * @param principal who it is, as the web server has it; null where nobody logged in
     * @return the vehicles, known or not: must be fast, must not block, and is asked from any thread
     */
    Predicate<VehicleId> visibleTo(@Nullable Principal principal);

    /**
     * Everybody sees everything: the default.
     *
     * @return that access
     */
    static VehicleAccess everything() {
        return principal -> vehicle -> true;
    }
}
