package io.vehicletelemetry.spring;

import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * A key with its value: what is wrong with it is told under the name that the user wrote. Immutable.
 *
 * @param key the whole key
 * @param value the value
 */
record Setting<T>(String key, T value) {

    static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST_OFFLINE_AFTER = Duration.ofDays(365);
    private static final int SHOWN_LENGTH = 200;
    private static final Pattern SECRET = Pattern.compile("(?i).*(pass|secret|token|credential|private).*");
    private static final Pattern PATH = Pattern.compile("/|(/[\\w.~!$&'()+,;=:@%-]+)+");

    /** A value that has to be there. */
    static <T> Setting<T> named(String key, @Nullable T value) {
        if (value == null) {
            throw new InvalidTelemetryConfigurationException(key, null, "it is required and was not set", null);
        }
        return new Setting<>(key, value);
    }

    /** A text that may be left out, but not be empty. */
    static void checkText(String key, @Nullable String value) {
        if (value != null) {
            named(key, value).isText();
        }
    }

    InvalidTelemetryConfigurationException refused(String reason) {
        return new InvalidTelemetryConfigurationException(key, shown(key, value), reason, null);
    }

    void is(boolean allowed, String reason) {
        if (!allowed) {
            throw refused(reason);
        }
    }

    Setting<T> isText() {
        is(!value.toString().isBlank(), "allowed is text that is not blank; leave the key out for the default");
        return this;
    }

    void isPath() {
        is(
                PATH.matcher(value.toString()).matches(),
                "allowed are paths such as /telemetry: from a slash, not to a slash, without patterns or query");
    }

    void isCount() {
        is(value instanceof Integer count && count >= 1, "allowed are whole numbers from 1");
    }

    void isSize() {
        is(
                value instanceof DataSize size && size.toBytes() >= 1 && size.toBytes() <= Integer.MAX_VALUE,
                "allowed are sizes from 1B to below 2GB, such as 64KB");
    }

    void isOfflineAfter() {
        isBetween(SHORTEST, LONGEST_OFFLINE_AFTER);
    }

    void isBetween(Duration shortest, Duration longest) {
        is(
                value instanceof Duration duration
                        && duration.compareTo(shortest) >= 0
                        && duration.compareTo(longest) <= 0,
                "allowed are durations from " + shown("", shortest) + " to " + shown("", longest) + ", such as 10s");
    }

    /** The value as another type; what the type refuses is told under this key. */
    <R> R map(Function<? super T, ? extends R> type) {
        try {
            return type.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidTelemetryConfigurationException(key, shown(key, value), String.valueOf(e.getMessage()), e);
        }
    }

    /** A value as it may stand in a message: bounded, on one line, without a secret. */
    static String shown(String key, @Nullable Object value) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        if (SECRET.matcher(last).matches()) {
            return "******";
        }
        String text = value instanceof Duration duration ? text(duration) : String.valueOf(value);
        if (last.equals("uri")) {
            text = withoutUser(text);
        }
        String bounded = text.length() > SHOWN_LENGTH ? text.substring(0, SHOWN_LENGTH) + "…" : text;
        return bounded.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }

    /** Everything between the scheme and the last {@code @} may be a secret. */
    private static String withoutUser(String uri) {
        int at = uri.lastIndexOf('@');
        int scheme = uri.indexOf("://");
        if (at < 0) {
            return uri;
        }
        return (scheme < 0 || scheme > at ? "" : uri.substring(0, scheme + 3)) + "…" + uri.substring(at);
    }

    private static String text(Duration duration) {
        boolean whole = duration.equals(Duration.ofSeconds(duration.toSeconds()));
        return whole ? duration.toSeconds() + "s" : DurationStyle.SIMPLE.print(duration);
    }
}
