package io.vehicletelemetry.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A sink that keeps the order of each device's deliveries, and counts those that overlap. */
final class OrderSink implements TelemetrySink {

    /** Stands for "offline" among the values. */
    static final int OFFLINE = 0;

    private static final int SPINS = 2_000; // gives a second delivery of the same device the time to overlap

    private final Map<String, Recorded<Integer>> expected = new ConcurrentHashMap<>();
    private final Map<String, Recorded<Integer>> delivered = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();
    private final Recorded<String> all = new Recorded<>();
    private final AtomicInteger overlaps = new AtomicInteger();

    void expect(String device, int value) {
        of(expected, device).add(value);
    }

    List<Integer> expected(String device) {
        return of(expected, device).all();
    }

    List<Integer> delivered(String device) {
        return of(delivered, device).all();
    }

    int overlaps() {
        return overlaps.get();
    }

    void awaitAll(Duration timeout) {
        int wanted = expected.values().stream().mapToInt(it -> it.all().size()).sum();
        assertThat(all.await(() -> all.all().size() >= wanted, timeout))
                .as("all of %s delivered; delivered was %s", expected.keySet(), all.all())
                .isTrue();
    }

    @Override
    public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
        take(device(frame.device(), frame.vehicle()), TelemetrySourceContract.value(frame), acknowledgement);
    }

    @Override
    public void availability(Availability availability, Acknowledgement acknowledgement) {
        take(device(availability.device(), availability.vehicle()), OFFLINE, acknowledgement);
    }

    @Override
    public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
        take("rejected: " + reason + " " + detail, OFFLINE, acknowledgement);
    }

    @Override
    public void connected(boolean connected) {}

    private void take(String device, int value, Acknowledgement acknowledgement) {
        AtomicInteger deliveries = busy.computeIfAbsent(device, key -> new AtomicInteger());
        if (deliveries.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        of(delivered, device).add(value);
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
        }
        acknowledgement.acknowledge();
        deliveries.decrementAndGet();
        all.add(device + ": " + value);
    }

    private static String device(@Nullable String device, @Nullable VehicleId vehicle) {
        return device != null ? device : String.valueOf(vehicle);
    }

    private static Recorded<Integer> of(Map<String, Recorded<Integer>> map, String device) {
        return map.computeIfAbsent(device, key -> new Recorded<>());
    }
}
