package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a session was sent last of each vehicle, and what is held back because it would come too soon: the newest of each
 * vehicle.
 *
 * <p><em>Confined to the session's turn.</em>
 */
final class SentUpdates {

    private final long period;
    private final Map<VehicleId, Sent> vehicles = new HashMap<>();
    private final PriorityQueue<Sent> held = new PriorityQueue<>((a, b) -> Long.signum(a.at - b.at)); // wraps
    private final LongAdder conflated;

    SentUpdates(long period, LongAdder conflated) {
        this.period = period;
        this.conflated = conflated;
    }

    /** What was sent last of the same vehicle in the same epoch. */
    @Nullable
    VehicleSnapshot last(VehicleSnapshot snapshot) {
        Sent sent = vehicles.get(snapshot.vehicle());
        return sent != null && sent.last.epoch().equals(snapshot.epoch()) ? sent.last : null;
    }

    void send(VehicleSnapshot snapshot, long now) {
        Sent sent = vehicles.get(snapshot.vehicle());
        if (sent == null) {
            vehicles.put(snapshot.vehicle(), new Sent(snapshot, now));
            return;
        }
        if (sent.held != null) {
            held.remove(sent);
            sent.held = null;
            conflated.increment();
        }
        sent.last = snapshot;
        sent.at = now;
    }

    /** Holds an update back where its vehicle was sent less than a period ago. */
    boolean hold(VehicleSnapshot snapshot, long now) {
        Sent sent = vehicles.get(snapshot.vehicle());
        if (period == 0 || sent == null || now - sent.at >= period) {
            return false;
        }
        if (sent.held == null) {
            held.add(sent);
        } else {
            conflated.increment();
        }
        sent.held = snapshot;
        return true;
    }

    /** Takes an update that was held back for long enough. */
    @Nullable
    VehicleSnapshot due(long now) {
        Sent first = held.peek();
        if (first == null || now - first.at < period) {
            return null;
        }
        held.remove();
        VehicleSnapshot snapshot = first.held;
        first.held = null;
        return snapshot;
    }

    long nanosToHeld(long now) {
        Sent first = held.peek();
        return first == null ? Long.MAX_VALUE : Math.max(0, period - (now - first.at));
    }

    private static final class Sent {
        VehicleSnapshot last;
        long at;

        @Nullable
        VehicleSnapshot held;

        Sent(VehicleSnapshot last, long at) {
            this.last = last;
            this.at = at;
        }
    }
}
