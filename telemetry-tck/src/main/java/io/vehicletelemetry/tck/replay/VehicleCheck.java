package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.StateChange;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold of one vehicle. Immutable.
 *
 * @param vehicle the vehicle
 * @param expected how it is written
 * @param test what is wrong, or an empty text
 */
record VehicleCheck(VehicleId vehicle, String expected, Test test) implements Expectation.Check {

    private static final Pattern STATE =
            Pattern.compile("(running|offline)(?: by (data|silence|reported|source lost))?");
    private static final Pattern TRANSITIONS = Pattern.compile("transitions((?: (?:running|offline))*)");
    private static final Pattern ABSENT = Pattern.compile("(\\S.*) absent");
    private static final Pattern OBSERVED = Pattern.compile("(\\S.*) observed (\\S+)");
    private static final Pattern VALUE = Pattern.compile("([^=]+)=(.*)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    /** Decimals computed in another order of operations differ in their last bits. */
    private static final double TOLERANCE = 1e-9;

    interface Test {
        /** What it is instead, or null where it is as expected. */
        @Nullable
        String instead(@Nullable VehicleSnapshot snapshot, Playback playback);
    }

    static VehicleCheck parse(String vehicle, String text) {
        return new VehicleCheck(VehicleId.of(vehicle), text, test(VehicleId.of(vehicle), text));
    }

    private static Test test(VehicleId vehicle, String text) {
        if (text.equals("unknown")) {
            return (snapshot, playback) -> snapshot == null ? null : "known: " + snapshot;
        }
        Matcher state = STATE.matcher(text);
        if (state.matches()) {
            return state(vehicle, state.group(1), state.group(2));
        }
        Matcher transitions = TRANSITIONS.matcher(text);
        if (transitions.matches()) {
            String states = transitions.group(1).strip();
            return (snapshot, playback) -> other(states, states(playback.changes(vehicle)));
        }
        Matcher absent = ABSENT.matcher(text);
        if (absent.matches()) {
            return (snapshot, playback) -> other("absent", value(snapshot, absent.group(1)));
        }
        Matcher observed = OBSERVED.matcher(text);
        if (observed.matches()) {
            return observed(observed.group(1), observed.group(2));
        }
        Matcher value = VALUE.matcher(text);
        if (value.matches()) {
            String signal = value.group(1).strip();
            String wanted = value.group(2).strip();
            return (snapshot, playback) -> isValue(get(snapshot, signal), wanted) ? null : value(snapshot, signal);
        }
        throw new IllegalArgumentException(text + ": allowed are running, offline, offline by silence, unknown,"
                + " transitions running offline, rpm=1, rpm absent, rpm observed 1.5");
    }

    private static Test state(VehicleId vehicle, String state, @Nullable String cause) {
        return (snapshot, playback) -> {
            if (snapshot == null) {
                return "unknown";
            }
            List<StateChange> changes = playback.changes(vehicle);
            String by = changes.isEmpty()
                    ? "never running"
                    : Observed.shown(changes.get(changes.size() - 1).cause());
            String actual = Observed.shown(snapshot.state());
            return actual.equals(state) && (cause == null || by.equals(cause)) ? null : actual + " by " + by;
        };
    }

    private static Test observed(String signal, String when) {
        if (!when.equals("unknown")) {
            Offset.instant(when, Instant.EPOCH); // so that a misspelt one is told at its line
        }
        return (snapshot, playback) -> {
            int index = snapshot == null ? -1 : snapshot.signals().indexOf(signal);
            if (snapshot == null || index < 0) {
                return "absent";
            }
            Instant actual = snapshot.signals().observedAt(index);
            Instant wanted = when.equals("unknown") ? null : Offset.instant(when, playback.start());
            if (Objects.equals(actual, wanted)) {
                return null;
            }
            return actual == null
                    ? "unknown"
                    : actual + " (" + Duration.between(playback.start(), actual).toNanos() / 1e9 + ")";
        };
    }

    private static @Nullable String other(String expected, String actual) {
        return actual.equals(expected) ? null : actual.isEmpty() ? "none" : actual;
    }

    private static String states(List<StateChange> changes) {
        return String.join(
                " ", changes.stream().map(it -> Observed.shown(it.state())).toList());
    }

    private static @Nullable SignalValue get(@Nullable VehicleSnapshot snapshot, String signal) {
        Signals signals = snapshot == null ? Signals.empty() : snapshot.signals();
        return signals.get(signal);
    }

    private static String value(@Nullable VehicleSnapshot snapshot, String signal) {
        SignalValue value = get(snapshot, signal);
        return value == null
                ? "absent"
                : value.kind() == SignalValue.Kind.TEXT ? "\"" + value + "\"" : value.toString();
    }

    private static boolean isValue(@Nullable SignalValue actual, String wanted) {
        if (actual == null) {
            return false;
        }
        if (wanted.equals("null") || wanted.equals("true") || wanted.equals("false")) {
            return actual.kind() != SignalValue.Kind.TEXT && actual.toString().equals(wanted);
        }
        if (NUMBER.matcher(wanted).matches()) {
            double number = Double.parseDouble(wanted);
            return actual.number().isPresent()
                    && Math.abs(actual.number().getAsDouble() - number) <= TOLERANCE * Math.max(1, Math.abs(number));
        }
        boolean quoted = wanted.length() >= 2 && wanted.startsWith("\"") && wanted.endsWith("\"");
        return actual.equals(SignalValue.of(quoted ? wanted.substring(1, wanted.length() - 1) : wanted));
    }

    @Override
    public String wrong(Playback playback) {
        String instead = test.instead(playback.snapshot(vehicle), playback);
        return instead == null ? "" : "vehicle " + vehicle + ": expected " + expected + ", was " + instead;
    }
}
