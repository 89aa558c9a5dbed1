package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times as devices write them: a number since 1970 in seconds, milliseconds or microseconds, told apart by magnitude, or
 * an ISO 8601 text, in UTC where it has no offset. Whether one is believable is the frame's business.
 */
final class DeviceTime {

    /** As seconds the year 5138; as milliseconds March 1973: no clock that is set is near. */
    private static final double LEAST_MILLIS = 1e11;

    private static final double LEAST_MICROS = 1e14;

    /** Room for nine fractional digits and an offset with colon. */
    private static final int MAX_LENGTH = 40;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private DeviceTime() {}

    static @Nullable Instant of(SignalValue value) {
        if (value instanceof SignalValue.OfText text) {
            return ofText(text.value().trim());
        }
        if (value instanceof SignalValue.OfInteger integer) {
            return ofInteger(integer.value());
        }
        return value instanceof SignalValue.OfDecimal decimal ? ofDecimal(decimal.value()) : null;
    }

    private static Instant ofInteger(long value) {
        double size = Math.abs((double) value);
        ChronoUnit unit =
                size < LEAST_MILLIS ? ChronoUnit.SECONDS : size < LEAST_MICROS ? ChronoUnit.MILLIS : ChronoUnit.MICROS;
        return Instant.EPOCH.plus(value, unit);
    }

    private static Instant ofDecimal(double value) {
        double size = Math.abs(value);
        double micros = size < LEAST_MILLIS ? value * 1e6 : size < LEAST_MICROS ? value * 1e3 : value;
        return Instant.EPOCH.plus(Math.round(micros), ChronoUnit.MICROS);
    }

    private static @Nullable Instant ofText(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        Instant usual = UsualTime.of(text);
        return usual == null ? formatted(text) : usual;
    }

    /** By the formatter: whatever else ISO 8601 has. */
    static @Nullable Instant formatted(String text) {
        try {
            TemporalAccessor time = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
