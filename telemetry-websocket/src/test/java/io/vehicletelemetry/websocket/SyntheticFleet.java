package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Vehicles that each send 41 signals ten times a second, of which 6 change. Each is away for a while now and then: some say
 * so, some fall silent. What the checker relies on: {@code seq} and {@code rare} only rise, {@code check} follows from
 * {@code seq}, {@code rpm} is never 0.
 */
final class SyntheticFleet implements TelemetrySource {

    private static final int TICKS_PER_MESSAGE = 10; // of 10 ms; the vehicles take turns
    private static final int MESSAGES_PER_ROUND = 250;
    private static final int MESSAGES_AWAY = 40;
    private static final int STEADY = 34; // and rare, and those that change: 41
    private static final int LATE_AFTER_MESSAGES = 80;

    private static final class Car {
        final VehicleId id;
        final int number;
        final Map<String, SignalValue> last = new LinkedHashMap<>();
        int sent;

        Car(VehicleId id, int number) {
            this.id = id;
            this.number = number;
        }
    }

    private final List<Car> cars = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private long tick; // confined to the timer's thread
    private volatile @Nullable Future<?> ticks;

    SyntheticFleet(int count) {
        for (int number = 1; number <= count; number++) {
            cars.add(new Car(VehicleId.of(number), number));
        }
        cars.add(new Car(VehicleId.of(1001), LATE_AFTER_MESSAGES)); // begins late
        cars.add(new Car(VehicleId.of("WVW \u00fc,\"1\""), 7));
    }

    @Override
    public void start(TelemetrySink sink) {
        ticks = timer.scheduleAtFixedRate(() -> tick(sink), 0, 10, TimeUnit.MILLISECONDS);
    }

    /** Ends the publishing; what was published last is {@link #published()} from then on. */
    @Override
    public void close() {
        Future<?> running = ticks;
        boolean failed = running != null && running.isDone() && !timer.isShutdown();
        timer.shutdown();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS) || failed) {
                throw new AssertionError("the fleet failed");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Of each vehicle the last value of every signal. */
    Map<VehicleId, Map<String, SignalValue>> published() {
        Map<VehicleId, Map<String, SignalValue>> all = new LinkedHashMap<>();
        cars.forEach(car -> all.put(car.id, car.last));
        return all;
    }

    private void tick(TelemetrySink sink) {
        for (int i = (int) (tick % TICKS_PER_MESSAGE); i < cars.size(); i += TICKS_PER_MESSAGE) {
            drive(cars.get(i), (int) (tick / TICKS_PER_MESSAGE), sink);
        }
        tick++;
    }

    private static void drive(Car car, int turn, TelemetrySink sink) {
        if (car.id.value().equals("1001") && turn < LATE_AFTER_MESSAGES) {
            return;
        }
        int inRound = (turn + car.number * 37) % MESSAGES_PER_ROUND;
        if (inRound >= MESSAGES_AWAY || turn < MESSAGES_AWAY) {
            send(car, sink);
        } else if (inRound == 0 && car.number % 2 == 0) {
            TimeSource time = TimeSource.system();
            sink.availability(new Availability(car.id, null, false, false, time.instant(), time.nanoTime()));
        }
    }

    private static void send(Car car, TelemetrySink sink) {
        int n = ++car.sent;
        Map<String, SignalValue> values = new LinkedHashMap<>();
        values.put("seq", SignalValue.of(n));
        values.put("check", SignalValue.of((n * 7L + 3) % 1009));
        values.put("rpm", SignalValue.of(800 + (n * 13L + car.number) % 4000));
        values.put("vehicle_speed", SignalValue.of((n * 3 % 1700) / 10.0));
        values.put("engine_load", SignalValue.of(n % 1000 * 0.1));
        values.put("coolant_temperature", SignalValue.of(n % 2 == 0 ? 87.25 : 88));
        if (n % 7 != 1 || n == 1) { // a message has at times only what changed
            values.put("rare", SignalValue.of(n / 53));
            for (int i = 0; i < STEADY; i++) {
                values.put("%02X-SteadySignal".formatted(i), steady(car, i));
            }
        }
        TelemetryFrame.Builder frame =
                TelemetryFrame.builder(TimeSource.system()).vehicle(car.id);
        values.forEach(frame::signal);
        car.last.putAll(values);
        sink.frame(frame.build());
    }

    private static SignalValue steady(Car car, int i) {
        return switch (i) {
            case 0 -> SignalValue.of("D \"\u00fc\u20ac\uD83D\uDE97\"\n");
            case 1 -> SignalValue.of(true);
            case 2 -> SignalValue.ofNull();
            case 3 -> SignalValue.of(1.0E-7 * car.number);
            default -> SignalValue.of(car.number * 31L + i);
        };
    }
}
