package io.vehicletelemetry.core.latest;

import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Applies one state decision. May be applied several times under contention; {@code changed} is that of the last time. */
final class StateApplication implements UnaryOperator<VehicleEntry> {

    private final VehicleState state;
    private final long sequence;
    private final Instant since;
    private final Instant now;

    boolean changed;

    StateApplication(VehicleState state, long sequence, Instant since, Instant now) {
        this.state = state;
        this.sequence = sequence;
        this.since = since;
        this.now = now;
    }

    @Override
    public VehicleEntry apply(VehicleEntry before) {
        changed = false;
        VehicleSnapshot known = before.snapshot();
        if (known == null || sequence <= before.stateSequence()) {
            return before;
        }
        if (known.state() == state) {
            return before.withState(known, sequence);
        }
        changed = true;
        VehicleSnapshot.Builder next = known.next(now).state(state, since);
        if (state == VehicleState.RUNNING) {
            next.lastLiveArrival(since); // of the frame that made it run, also where all its values were late
        }
        return before.withState(next.build(), sequence);
    }
}
