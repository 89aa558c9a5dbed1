package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.state.StateTransition;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The built-in tracker, with something that happens between a decision and its application. Confined to one thread. */
final class RacingTracker implements VehicleStateTracker {

    private final VehicleStateTracker tracker = VehicleStateTracker.silence();
    private @Nullable Runnable race;

    /** Happens after the next expiry was decided and before it takes effect. */
    void race(Runnable next) {
        Runnable before = race;
        race = before == null
                ? next
                : () -> {
                    before.run();
                    next.run();
                };
    }

    boolean isRacing() {
        return race != null;
    }

    @Override
    public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
        return tracker.observe(vehicle, arrivalNanos, timeoutNanos);
    }

    @Override
    public @Nullable StateTransition reportOffline(VehicleId vehicle, long arrivalNanos, boolean replayed) {
        return tracker.reportOffline(vehicle, arrivalNanos, replayed);
    }

    @Override
    public void expire(
            long nowNanos,
            ToLongFunction<? super VehicleId> observedUpTo,
            Consumer<? super StateTransition> transitions) {
        tracker.expire(nowNanos, observedUpTo, transition -> {
            Runnable now = race;
            race = null;
            if (now != null) {
                now.run();
            }
            transitions.accept(transition);
        });
    }
}
