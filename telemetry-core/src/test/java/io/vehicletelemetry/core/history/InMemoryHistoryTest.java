package io.vehicletelemetry.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the contract kit does not ask: that a frame comes back as it was to the last bit, and what it costs meanwhile. */
class InMemoryHistoryTest {

    private static final VehicleId CAR = VehicleId.of(1);
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final List<SignalValue> VALUES = List.of(
            SignalValue.ofNull(),
            SignalValue.of(true),
            SignalValue.of(false),
            SignalValue.of(0),
            SignalValue.of(-1),
            SignalValue.of(63),
            SignalValue.of(64),
            SignalValue.of(-65),
            SignalValue.of(Long.MAX_VALUE),
            SignalValue.of(Long.MIN_VALUE),
            SignalValue.of(0.0),
            SignalValue.of(-0.0),
            SignalValue.of(65.0),
            SignalValue.of(0.1),
            SignalValue.of(-12.34),
            SignalValue.of(12.345),
            SignalValue.of(0.1 + 0.2),
            SignalValue.of(1e17),
            SignalValue.of(Double.MIN_VALUE),
            SignalValue.of(-Double.MAX_VALUE),
            SignalValue.of(""),
            SignalValue.of("0"),
            SignalValue.of("null"),
            SignalValue.of("Zündung ein \u0000 \uD83D\uDE97"),
            SignalValue.of("x".repeat(70_000)));

    private final Random random = new Random(7);

    @Test
    void givesEveryKindOfValueBack() {
        Signals.Builder signals = Signals.builder();
        for (int i = 0; i < VALUES.size(); i++) {
            signals.put("signal " + i, VALUES.get(i), Signals.micros(START), 0);
        }

        assertThatComesBack(RecordedFrame.stored(CAR, START, 7, START, signals.build()));
    }

    @Test
    void givesAFrameWithoutSignalsBack() {
        assertThatComesBack(RecordedFrame.stored(CAR, START, 7, START.plusSeconds(1), Signals.empty()));
    }

    @Test
    void givesTimesBackThatNoClockShows() {
        assertThatComesBack(
                RecordedFrame.stored(CAR, Instant.MAX, Long.MIN_VALUE, Instant.MIN, observed(Long.MAX_VALUE)));
        assertThatComesBack(RecordedFrame.stored(CAR, Instant.MIN, Long.MAX_VALUE, Instant.MAX, observed(0)));
        assertThatComesBack(RecordedFrame.stored(CAR, Instant.EPOCH.minusNanos(1), 0, START, observed(-1)));
        assertThatComesBack(RecordedFrame.stored(CAR, START, -1, START, observed(Signals.UNKNOWN_TIME)));
    }

    private static Signals observed(long micros) {
        return Signals.builder().put("rpm", SignalValue.of(1), micros, 0).build();
    }

    @Test
    void givesRandomFramesBackInTheirOrder() {
        TelemetryHistory history = TelemetryHistory.inMemory(200, 1);
        TreeMap<RecordedFrame.Position, RecordedFrame> expected = new TreeMap<>();
        for (int batch = 0; batch < 300; batch++) {
            List<RecordedFrame> frames = new ArrayList<>();
            for (int i = random.nextInt(10); i >= 0; i--) {
                frames.add(randomFrame());
            }
            history.append(frames);
            frames.forEach(frame -> {
                expected.putIfAbsent(frame.position(), frame);
                if (expected.size() > 200) {
                    expected.pollFirstEntry();
                }
            });
        }

        assertSame(history.newest(CAR, 1000), List.copyOf(expected.values()));
        assertSame(history.newest(CAR, 3), List.copyOf(expected.values()).subList(197, 200));
        assertSame(pages(history), List.copyOf(expected.values()));
    }

    private static List<RecordedFrame> pages(TelemetryHistory history) {
        HistoryQuery query = HistoryQuery.of(CAR, START.minus(100, ChronoUnit.DAYS), START.plus(100, ChronoUnit.DAYS));
        List<RecordedFrame> all = new ArrayList<>();
        List<RecordedFrame> page = history.find(query.limit(7));
        while (!page.isEmpty()) {
            all.addAll(page);
            page = history.find(query.limit(7).after(page.get(page.size() - 1).position()));
        }
        return all;
    }

    private RecordedFrame randomFrame() {
        Instant time = START.plusMillis(random.nextInt(4000));
        Signals.Builder signals = Signals.builder();
        boolean together = random.nextBoolean();
        for (int i = random.nextInt(20); i > 0; i--) {
            long observed = Signals.micros(time) - (together ? 0 : random.nextInt(1_000_000));
            signals.put("s" + random.nextInt(40), randomValue(), observed, together ? 0 : random.nextInt(3));
        }
        Instant arrival = time.plusNanos(random.nextInt(2_000_000_000) * 1000L);
        return RecordedFrame.stored(CAR, time, random.nextInt(2), arrival, signals.build());
    }

    private SignalValue randomValue() {
        return switch (random.nextInt(5)) {
            case 0 -> SignalValue.of(random.nextLong() >> random.nextInt(64));
            case 1 -> SignalValue.of(random.nextGaussian() * 1e6);
            case 2 -> SignalValue.of(random.nextInt(2_000_000) / 100.0 - 10_000);
            case 3 -> SignalValue.of(Long.toString(random.nextLong(), 36));
            default -> VALUES.get(random.nextInt(VALUES.size() - 1));
        };
    }

    @Test
    void keepsTheNewestWhereAnOlderOneComesLate() {
        TelemetryHistory history = TelemetryHistory.inMemory(3, 1);
        List<RecordedFrame> frames = new ArrayList<>();
        for (int second : new int[] {5, 4, 3, 2, 7, 6, 1, 5}) {
            frames.add(RecordedFrame.stored(CAR, START.plusSeconds(second), 0, START, observed(second)));
        }

        assertThat(history.append(frames)).isEqualTo(7);
        frames.sort(Comparator.comparing(RecordedFrame::time));
        assertSame(history.newest(CAR, 10), frames.subList(5, 8));
    }

    @Test
    void knowsACountedMessageUntilItsFrameIsGivenUp() {
        TelemetryHistory history = TelemetryHistory.inMemory(2, 1);

        assertThat(history.append(List.of(counted(0, 1), counted(1, 2), counted(2, 1))))
                .isEqualTo(2);
        assertThat(history.append(List.of(counted(3, 3), counted(4, 2)))).isEqualTo(1);
        assertThat(history.append(List.of(counted(5, 1)))).isEqualTo(1);
    }

    private static RecordedFrame counted(int second, int count) {
        TelemetryFrame frame = TelemetryFrame.builder(START.plusSeconds(second), 0)
                .vehicle(CAR)
                .signal("count", SignalValue.of(count))
                .build();
        return RecordedFrame.of(CAR, frame, "count");
    }

    @Test
    void takesAFewHundredBytesAFrame() {
        int vehicles = 50;
        int points = 1000;
        TelemetryHistory history = TelemetryHistory.inMemory(points, vehicles);
        long before = used();
        for (int point = 0; point < points; point++) {
            for (int vehicle = 0; vehicle < vehicles; vehicle++) {
                history.append(List.of(driving(VehicleId.of(vehicle), point)));
            }
        }

        assertThat((used() - before) / ((long) vehicles * points)).isLessThan(300);
        assertThat(history.newest(VehicleId.of(0), points)).hasSize(points);
    }

    @Test
    void forgetsNamesThatCameOnce() {
        int points = 50;
        TelemetryHistory history = TelemetryHistory.inMemory(points, 1);
        long before = used();
        for (int point = 0; point < 2000; point++) {
            Signals signals = Signals.builder()
                    .put("name " + point + "x".repeat(20_000), SignalValue.of(point), 0, 0)
                    .build();
            history.append(List.of(RecordedFrame.stored(CAR, START.plusSeconds(point), 0, START, signals)));
        }

        assertThat(used() - before).isLessThan(10_000_000);
        assertThat(history.signals(CAR)).hasSize(points);
    }

    private static RecordedFrame driving(VehicleId vehicle, int point) {
        TelemetryFrame.Builder frame = TelemetryFrame.builder(START.plusMillis(point * 100L + 13), 0)
                .vehicle(vehicle)
                .deviceTime(START.plusMillis(point * 100L));
        for (int i = 0; i < 8; i++) {
            frame.signal("decimal" + i, SignalValue.of(point + i / 10.0));
        }
        for (int i = 0; i < 4; i++) {
            frame.signal("integer" + i, SignalValue.of(point * 10L + i));
        }
        frame.signal("ignition", SignalValue.of(true)).signal("gear", SignalValue.of("drive" + point));
        return RecordedFrame.of(vehicle, frame.build());
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    private static void assertThatComesBack(RecordedFrame frame) {
        TelemetryHistory history = TelemetryHistory.inMemory(1, 1);
        history.append(List.of(frame));
        assertSame(history.newest(CAR, 1), List.of(frame));
    }

    /** Equal, and what equals leaves out too: order, arrival, times and revisions. */
    private static void assertSame(List<RecordedFrame> found, List<RecordedFrame> expected) {
        assertThat(found).isEqualTo(expected);
        for (int i = 0; i < found.size(); i++) {
            Signals signals = found.get(i).signals();
            Signals wanted = expected.get(i).signals();
            assertThat(found.get(i).arrival()).isEqualTo(expected.get(i).arrival());
            assertThat(signals).isEqualTo(wanted);
            assertThat(signals.newestMicros()).isEqualTo(wanted.newestMicros());
            for (int j = 0; j < wanted.size(); j++) {
                assertThat(signals.observedMicros(j)).isEqualTo(wanted.observedMicros(j));
                assertThat(signals.changedAt(j)).isEqualTo(wanted.changedAt(j));
            }
        }
    }
}
