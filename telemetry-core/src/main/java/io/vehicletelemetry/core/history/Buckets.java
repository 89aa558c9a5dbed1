package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.history.HistoryBucket.Numbers;
import io.vehicletelemetry.core.model.Signals;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums frames up that come in ascending order.
 *
 * <p><em>Confined to one thread at a time: no locking.</em>
 */
final class Buckets {

    private final Instant from;
    private final long widthMicros;
    private final Map<Long, Map<String, Numbers>> numbers = new TreeMap<>();

    Buckets(Instant from, Duration width) {
        this.from = from;
        this.widthMicros = width.dividedBy(Duration.of(1, ChronoUnit.MICROS));
        if (widthMicros < 1 || !width.equals(Duration.of(widthMicros, ChronoUnit.MICROS))) {
            throw new IllegalArgumentException("width " + width + ": allowed are whole microseconds from 1");
        }
    }

    void add(RecordedFrame frame) {
        long bucket = ChronoUnit.MICROS.between(from, frame.time()) / widthMicros;
        Map<String, Numbers> ofBucket = numbers.computeIfAbsent(bucket, number -> new LinkedHashMap<>());
        Signals signals = frame.signals();
        for (int i = 0; i < signals.size(); i++) {
            String name = signals.name(i);
            signals.value(i).number().ifPresent(number -> {
                Numbers before = ofBucket.get(name);
                ofBucket.put(name, before == null ? new Numbers(number, number, number, number) : before.and(number));
            });
        }
    }

    List<HistoryBucket> all() {
        List<HistoryBucket> all = new ArrayList<>();
        numbers.forEach((bucket, signals) -> {
            if (!signals.isEmpty()) {
                all.add(new HistoryBucket(from.plus(bucket * widthMicros, ChronoUnit.MICROS), signals));
            }
        });
        return all;
    }
}
