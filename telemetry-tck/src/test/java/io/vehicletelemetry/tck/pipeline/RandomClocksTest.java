package io.vehicletelemetry.tck.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.DeviceAssignments;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.tck.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * C2 and C3 with a million frames of devices whose clocks lie: uptime for time, years off, no zone, jumps both ways, and
 * frames that overtake each other. What is shown is held against the order of arrival and what the devices' clocks really
 * did, which only the test knows.
 */
class RandomClocksTest {

    private static final int FRAMES = 1_000_000;
    private static final int DEVICES = 8;
    private static final int VEHICLES = 5; // some have two devices, some one
    private static final int NEW_CLOCK = 3;
    private static final String[] SIGNALS = {"a", "b"};

    private final VirtualTime time = new VirtualTime();
    private final BareSource source = new BareSource();

    /** A frame on its way: what its device's clock said and which setting of that clock it was. */
    private record Sent(
            int number,
            Device device,
            int setting,
            @Nullable Instant time,
            int signals) {}

    /** A signal of a vehicle as it is shown. */
    private static final class Shown {
        @Nullable
        Sent last;

        boolean believed;
    }

    /** Its clock is set anew again and again. */
    private static final class Device {
        final String name;
        final VehicleId vehicle;
        final Random random;
        final Queue<Sent> overtaken = new ArrayDeque<>();
        int setting;
        int left;
        boolean silent;
        Duration off = Duration.ZERO;
        /** For each signal: how many frames with it were not shown, while the device's times rose from frame to frame. */
        final int[] still = new int[SIGNALS.length];

        @Nullable
        Instant previous;

        Device(int index, long seed) {
            this.name = "d" + index;
            this.vehicle = VehicleId.of(index % VEHICLES);
            this.random = new Random(seed);
        }

        Sent next(int number, Instant now) {
            if (left == 0) {
                setting++;
                left = 1 + random.nextInt(60);
                silent = random.nextInt(8) == 0;
                off = offset(now);
            }
            left--;
            return new Sent(number, this, setting, silent ? null : now.plus(off), 1 + random.nextInt(3));
        }

        private Duration offset(Instant now) {
            return switch (random.nextInt(6)) {
                case 0 -> Duration.ofMillis(random.nextInt(100_000) - 50_000); // set, more or less
                case 1 -> Duration.between(now, Instant.EPOCH.plusSeconds(random.nextInt(1_000_000))); // uptime
                case 2 -> Duration.ofDays(random.nextInt(7_300) - 3_650); // ten years both ways
                case 3 -> Duration.ofHours(random.nextInt(27) - 12); // local time without its zone
                case 4 -> off.plusSeconds(random.nextInt(7_200) - 3_600); // a jump
                default -> off.minusSeconds(random.nextInt(120)); // set back a little
            };
        }
    }

    @Test
    void show4_latestNeverGoesBackOnAClockAndNeverStandsStill() {
        Map<String, VehicleId> assigned = new HashMap<>();
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            devices.add(new Device(i, 42 + i));
            assigned.put(devices.get(i).name, devices.get(i).vehicle);
        }
        Random random = new Random(42);
        Map<String, Shown> shown = new HashMap<>();
        long[] counts = new long[2];
        Map<RejectReason, Long> rejected;
        try (TelemetryPipeline pipeline = TelemetryPipeline.builder()
                .time(time)
                .timer((period, task) -> () -> {})
                .devices(DeviceAssignments.acceptingUnknown(assigned))
                .source(source)
                .build()) {
            pipeline.start();
            for (int number = 0; number < FRAMES; number++) {
                time.advance(Duration.ofMillis(random.nextInt(200)));
                Device device = devices.get(random.nextInt(DEVICES));
                Sent next = device.next(number, time.instant());
                if (random.nextInt(20) == 0 && device.overtaken.isEmpty()) {
                    device.overtaken.add(next);
                    continue;
                }
                deliver(next, pipeline, shown, counts);
                if (!device.overtaken.isEmpty()) {
                    deliver(device.overtaken.remove(), pipeline, shown, counts);
                }
            }
            rejected = pipeline.rejected();
        }
        assertThat(rejected).isEmpty();
        assertThat(counts[0]).as("frames shown").isGreaterThan(FRAMES / 2);
        assertThat(counts[1]).as("frames late").isGreaterThan(FRAMES / 50);
    }

    private void deliver(Sent frame, TelemetryPipeline pipeline, Map<String, Shown> shown, long[] counts) {
        Device device = frame.device;
        TelemetryFrame.Builder builder =
                TelemetryFrame.builder(time).device(device.name).deviceTime(frame.time);
        for (int i = 0; i < SIGNALS.length; i++) {
            if ((frame.signals & (1 << i)) != 0) {
                builder.signal(SIGNALS[i], frame.number);
            }
        }
        source.sink().frame(builder.build());
        VehicleSnapshot snapshot = Objects.requireNonNull(pipeline.snapshots().get(device.vehicle));
        boolean believed = isBelieved(frame.time, time.instant());
        boolean rises =
                believed && device.previous != null && frame.time != null && frame.time.isAfter(device.previous);
        device.previous = believed ? frame.time : null;
        if (!rises) {
            Arrays.fill(device.still, 0);
        }
        boolean late = false;
        for (int i = 0; i < SIGNALS.length; i++) {
            if ((frame.signals & (1 << i)) != 0) {
                Shown signal = shown.computeIfAbsent(device.vehicle + SIGNALS[i], key -> new Shown());
                SignalValue value = Objects.requireNonNull(snapshot.signals().get(SIGNALS[i]));
                boolean taken = value.equals(SignalValue.of(frame.number));
                check(frame, believed, signal, taken);
                late |= !taken;
                device.still[i] = taken ? 0 : device.still[i] + 1;
                expect(device.still[i] < NEW_CLOCK, "stands still", frame, signal.last);
                if (taken) {
                    signal.last = frame;
                    signal.believed = believed;
                }
            }
        }
        counts[late ? 1 : 0]++;
    }

    private static void check(Sent frame, boolean believed, Shown signal, boolean taken) {
        Sent last = signal.last;
        boolean comparable = last != null && last.device == frame.device && believed && signal.believed;
        expect(taken || comparable, "between different clocks arrival decides", frame, last);
        if (last == null || !comparable || frame.time == null || last.time == null) {
            return;
        }
        boolean older = frame.time.isBefore(last.time);
        expect(!(taken && older && frame.setting == last.setting), "went back", frame, last);
        expect(taken || older, "newer, and not shown", frame, last);
    }

    /** A million times: too often for fluent assertions. */
    private static void expect(boolean holds, String what, Sent frame, @Nullable Sent last) {
        if (!holds) {
            throw new AssertionError(what + ": " + frame + " after " + last);
        }
    }

    private static boolean isBelieved(@Nullable Instant deviceTime, Instant arrival) {
        return deviceTime != null
                && !deviceTime.isBefore(Instant.parse("2010-01-01T00:00:00Z"))
                && !deviceTime.isAfter(arrival.plusSeconds(60));
    }

    /** Keeps nothing. */
    private static final class BareSource implements TelemetrySource {
        private @Nullable TelemetrySink sink;

        TelemetrySink sink() {
            return Objects.requireNonNull(sink, "not started");
        }

        @Override
        public void start(TelemetrySink started) {
            sink = started;
        }

        @Override
        public void close() {}
    }
}
