package io.vehicletelemetry.tck.pipeline;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.state.StateTransition;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The built-in tracker with a moment at which a test steps in: after an expiry was decided, before it is applied. */
final class InterruptedTracker implements VehicleStateTracker {

    private final VehicleStateTracker tracker = VehicleStateTracker.silence();
    private Runnable interruption = () -> {};

    void betweenDecisionAndApplication(Runnable interruption) {
        this.interruption = interruption;
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
            Runnable once = interruption;
            interruption = () -> {};
            once.run();
            transitions.accept(transition);
        });
    }
}
