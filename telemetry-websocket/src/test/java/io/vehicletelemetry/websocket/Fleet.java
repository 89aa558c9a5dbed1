package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Vehicles whose snapshots a test makes, with the real broadcaster: what the pipeline does, without its other stages. */
final class Fleet implements SnapshotView {

    static final Instant TIME = Instant.parse("2025-11-27T16:04:47.234Z");

    private final ConcurrentHashMap<VehicleId, VehicleSnapshot> current = new ConcurrentHashMap<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final Broadcaster broadcaster = Broadcaster.conflating(this, failures::add);

    /** Makes the vehicle's next snapshot and publishes it, as concurrent publishers do: out of order at times. */
    VehicleSnapshot publish(long vehicle, VehicleState state, String signal, SignalValue value) {
        VehicleSnapshot made = merge(vehicle, state, signal, value);
        broadcaster.publish(made);
        return made;
    }

    /** Makes the vehicle's next snapshot, which a new subscriber gets, and does not publish it. */
    VehicleSnapshot merge(long vehicle, VehicleState state, String signal, SignalValue value) {
        VehicleId id = VehicleId.of(vehicle);
        return current.compute(id, (key, known) -> {
            VehicleSnapshot.Builder next = known == null ? VehicleSnapshot.builder(id, "e1", TIME) : known.next(TIME);
            Signals signals = known == null ? Signals.empty() : known.signals();
            long revision = known == null ? 1 : known.revision() + 1;
            int index = signals.indexOf(signal);
            boolean same = index >= 0 && signals.value(index).equals(value);
            return next.state(state, TIME)
                    .signals(signals.toBuilder()
                            .put(signal, value, Signals.micros(TIME), same ? signals.changedAt(index) : revision)
                            .build())
                    .build();
        });
    }

    VehicleSnapshot running(long vehicle, String signal, long value) {
        return publish(vehicle, VehicleState.RUNNING, signal, SignalValue.of(value));
    }

    @Override
    public @Nullable VehicleSnapshot get(VehicleId vehicle) {
        return current.get(vehicle);
    }

    @Override
    public void forEach(Consumer<? super VehicleSnapshot> action) {
        current.values().forEach(action);
    }

    @Override
    public int size() {
        return current.size();
    }
}
