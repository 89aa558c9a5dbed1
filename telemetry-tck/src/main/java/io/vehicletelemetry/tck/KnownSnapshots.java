package io.vehicletelemetry.tck;

import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known, with a moment at which a test can step in: when a reader has read it and not used it yet. */
final class KnownSnapshots implements SnapshotView {

    /** What a test does in that moment. */
    interface Interruption {
        void run() throws InterruptedException;
    }

    private static final String EPOCH = "tck";
    private static final Instant MADE_AT = Instant.parse("2026-03-01T12:00:00Z");

    private final ConcurrentHashMap<VehicleId, VehicleSnapshot> snapshots = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Interruption> afterReading = new AtomicReference<>();

    static VehicleSnapshot snapshot(VehicleId vehicle, long revision) {
        return VehicleSnapshot.builder(vehicle, EPOCH, MADE_AT)
                .revision(revision)
                .build();
    }

    void put(VehicleSnapshot snapshot) {
        snapshots.merge(snapshot.vehicle(), snapshot, (before, after) -> after.isNewerThan(before) ? after : before);
    }

    /** The next revision of a vehicle, to be published. */
    VehicleSnapshot advance(VehicleId vehicle) {
        VehicleSnapshot next = snapshots.merge(
                vehicle,
                snapshot(vehicle, 1),
                (before, first) -> before.next(MADE_AT).build());
        return next == null ? snapshot(vehicle, 1) : next;
    }

    int revision(VehicleId vehicle) {
        VehicleSnapshot snapshot = get(vehicle);
        return snapshot == null ? 0 : (int) snapshot.revision();
    }

    void onceAfterReading(Interruption interruption) {
        afterReading.set(interruption);
    }

    @Override
    public @Nullable VehicleSnapshot get(VehicleId vehicle) {
        return snapshots.get(vehicle);
    }

    @Override
    public void forEach(Consumer<? super VehicleSnapshot> action) {
        snapshots.values().forEach(action);
        Interruption interruption = afterReading.getAndSet(null);
        if (interruption != null) {
            try {
                interruption.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public int size() {
        return snapshots.size();
    }
}
