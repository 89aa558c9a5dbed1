package io.vehicletelemetry.tck.replay;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in the files: {@code 12.5}, {@code 200ms}, {@code 1h30m}, {@code 0s..2h/5s}. */
final class Offset {

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h|d)?");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);
    private static final int MAX_STEPS = 1_000_000;

    private Offset() {}

    static Duration parse(String text) {
        String positive = text.startsWith("-") ? text.substring(1) : text;
        Matcher part = PART.matcher(positive);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            String unit = part.group(2) == null ? "s" : part.group(2);
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.getOrDefault(unit, 0L))));
            end = part.end();
        }
        if (end == 0 || end < positive.length()) {
            throw new IllegalArgumentException("time " + text + ": allowed are 12, 0.5, 200ms, 1h30m");
        }
        Duration duration = Duration.ofNanos(nanos.longValue());
        return text.startsWith("-") ? duration.negated() : duration;
    }

    /** The one offset, or all of a range. */
    static List<Duration> all(String text) {
        int dots = text.indexOf("..");
        int slash = text.indexOf('/');
        if (dots < 0) {
            return List.of(notNegative(text));
        }
        if (slash < dots) {
            throw new IllegalArgumentException("range " + text + ": allowed are ranges with a step, 0s..2h/5s");
        }
        Duration to = notNegative(text.substring(dots + 2, slash));
        Duration step = parse(text.substring(slash + 1));
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step of " + text + ": allowed are positive durations");
        }
        List<Duration> all = new ArrayList<>();
        for (Duration at = notNegative(text.substring(0, dots)); at.compareTo(to) <= 0; at = at.plus(step)) {
            all.add(at);
            if (all.size() > MAX_STEPS) {
                throw new IllegalArgumentException("range " + text + ": allowed are " + MAX_STEPS + " steps");
            }
        }
        return all;
    }

    /** A moment: an instant, or an offset from the start. */
    static Instant instant(String text, Instant start) {
        try {
            return text.contains("T") ? Instant.parse(text) : start.plus(parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("instant " + text + ": allowed are those of ISO 8601 in UTC", e);
        }
    }

    private static Duration notNegative(String text) {
        Duration offset = parse(text);
        if (offset.isNegative()) {
            throw new IllegalArgumentException("time " + text + ": allowed are offsets from 0");
        }
        return offset;
    }
}
