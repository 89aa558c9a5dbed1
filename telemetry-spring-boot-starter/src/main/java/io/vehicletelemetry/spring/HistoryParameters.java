package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame.Position;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * What is asked about the past, by the parameters of a request; nothing is clamped in silence.
 *
 * <p><em>Immutable.</em>
 */
record HistoryParameters(ServerRequest request, Instant now) {

    static final Duration LONGEST_SUMMARY = Duration.ofDays(400);

    static final int MOST_POINTS = 10_000;

    private static final Duration BY_DEFAULT = Duration.ofHours(1);
    private static final Pattern CURSOR = Pattern.compile("(-?\\d{1,18})\\.([0-9a-f]{1,16})");

    VehicleId vehicle() {
        String text = one("vehicle_id");
        if (text == null) {
            throw bad("vehicle_id", "it is missing; allowed is one vehicle");
        }
        return checked("vehicle_id", text, VehicleId::of);
    }

    /** Frames of the vehicle: at most the limit, after the cursor. */
    HistoryQuery query() {
        Position after = parsed("cursor", one("cursor"), HistoryParameters::position);
        HistoryQuery query = time().signals(signals()).limit(number("limit", HistoryQuery.DEFAULT_LIMIT));
        return after == null ? query : query.after(after);
    }

    /** The vehicle and the time, by default the last hour until now. */
    HistoryQuery time() {
        VehicleId vehicle = vehicle();
        Instant to = parsed("to", one("to"), HistoryParameters::instant);
        Instant end = to == null ? now : to;
        Instant from = parsed("from", one("from"), HistoryParameters::instant);
        Instant start = from == null ? end.minus(BY_DEFAULT) : from;
        if (!start.isBefore(end)) {
            throw bad(from == null ? "to" : "from", start + " is not before " + end + ", where the time ends");
        }
        return checked(from == null ? "to" : "from", vehicle, id -> HistoryQuery.of(id, start, end));
    }

    /** How long a bucket is to be, or null where frames are asked for as they were recorded. */
    @Nullable
    Duration width(HistoryQuery query) {
        if (one("points") == null) {
            return null;
        }
        for (String other : List.of("limit", "cursor")) {
            if (one(other) != null) {
                throw bad(other, "allowed is points or " + other + ", not both");
            }
        }
        Duration length = Duration.between(query.from(), query.to());
        if (length.compareTo(LONGEST_SUMMARY) > 0) {
            throw bad("from", "with points, allowed are at most " + LONGEST_SUMMARY.toDays() + " days");
        }
        int points = number("points", 1);
        long micros = ChronoUnit.MICROS.between(query.from(), query.to());
        return Duration.of((micros + points - 1) / points, ChronoUnit.MICROS);
    }

    boolean isCsv() {
        String format = one("format");
        if (format != null && !format.equals("json") && !format.equals("csv")) {
            throw bad("format", "it is \"" + format + "\"; allowed are json and csv");
        }
        return format == null
                ? request.headers().header("Accept").stream().anyMatch(accept -> accept.startsWith("text/csv"))
                : format.equals("csv");
    }

    /** Refuses parameters that have no meaning here. */
    void refuse(String... parameters) {
        for (String parameter : parameters) {
            if (one(parameter) != null) {
                throw bad(parameter, "it does not go with csv, which has every frame");
            }
        }
    }

    /** Refuses a time in which there are more states than may be read. */
    static void checkStates(int found) {
        if (found > MOST_POINTS) {
            throw bad("from", "the time has more than " + MOST_POINTS + " states; allowed is a shorter one");
        }
    }

    private List<String> signals() {
        List<String> names = request.params().getOrDefault("signals", List.of()).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .distinct()
                .toList();
        if (names.contains("")) {
            throw bad("signals", "a name is empty; allowed are names, separated by commas");
        }
        return names;
    }

    private int number(String parameter, int otherwise) {
        String text = one(parameter);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_POINTS) {
            throw bad(parameter, "it is \"" + text + "\"; allowed are numbers from 1 to " + MOST_POINTS);
        }
        return Integer.parseInt(text);
    }

    private @Nullable String one(String parameter) {
        List<String> given = request.params().getOrDefault(parameter, List.of());
        if (given.size() > 1) {
            throw bad(parameter, "it is given " + given.size() + " times; allowed is once");
        }
        return given.isEmpty() ? null : given.get(0);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "it is \"" + text + "\"; allowed are times with their offset, such as 2025-11-27T16:04:47.234Z", e);
        }
    }

    /** Where the next page begins, as text. */
    static String cursor(Position position) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, position.time()) + "." + Long.toHexString(position.key());
    }

    private static Position position(String text) {
        Matcher cursor = CURSOR.matcher(text);
        if (!cursor.matches()) {
            throw new IllegalArgumentException("it is \"" + text + "\"; allowed is the \"next\" of an answer");
        }
        return new Position(
                Instant.EPOCH.plus(Long.parseLong(cursor.group(1)), ChronoUnit.MICROS),
                Long.parseUnsignedLong(cursor.group(2), 16));
    }

    private static <T, R> R checked(String parameter, T value, Function<T, R> type) {
        try {
            return type.apply(value);
        } catch (IllegalArgumentException e) {
            throw bad(parameter, String.valueOf(e.getMessage()));
        }
    }

    private static <R> @Nullable R parsed(String parameter, @Nullable String text, Function<String, R> type) {
        return text == null ? null : checked(parameter, text, type);
    }

    private static ProblemException bad(String parameter, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, parameter, "parameter " + parameter + ": " + detail);
    }
}
