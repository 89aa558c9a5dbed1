package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the frames of one message are a record of the past: those whose signals newer ones of the same vehicle all have.
 * They cannot be the latest. Were they not marked, a device that sends what it had stored, rising as such a list is, would
 * look like one whose clock was set back.
 */
final class Superseded {

    private Superseded() {}

    /** The same frames in their order, the superseded ones historical. Frames without a device's time stay as they are. */
    static List<TelemetryFrame> marked(List<TelemetryFrame> frames) {
        List<Integer> newestFirst = new ArrayList<>();
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).deviceTime() != null) {
                newestFirst.add(i);
            }
        }
        newestFirst.sort(Comparator.comparing(
                (Integer i) -> Objects.requireNonNull(frames.get(i).deviceTime()), Comparator.reverseOrder()));
        List<TelemetryFrame> marked = new ArrayList<>(frames);
        Map<@Nullable VehicleId, Set<String>> newer = new HashMap<>();
        for (int i : newestFirst) {
            TelemetryFrame frame = frames.get(i);
            if (!addAll(frame.signals(), newer.computeIfAbsent(frame.vehicle(), vehicle -> new HashSet<>()))) {
                marked.set(i, frame.toBuilder().historical(true).build());
            }
        }
        return marked;
    }

    /** Whether there was a name that the set did not have. */
    private static boolean addAll(Signals signals, Set<String> names) {
        boolean added = false;
        for (int i = 0; i < signals.size(); i++) {
            added |= names.add(signals.name(i));
        }
        return added;
    }
}
