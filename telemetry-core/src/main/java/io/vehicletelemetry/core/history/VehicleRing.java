package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.history.RecordedFrame.Position;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest frames and states of one vehicle, in order.
 *
 * <p><em>Confined to one thread at a time: guarded by its history's lock.</em>
 */
final class VehicleRing {

    private record StateKey(Instant since, VehicleState state) {}

    private static final Comparator<StateKey> BY_BEGINNING =
            Comparator.comparing(StateKey::since).thenComparing(StateKey::state);

    private final int capacity;
    private final TreeMap<Position, RecordedFrame> frames = new TreeMap<>();
    private final Set<Long> sequenced = new HashSet<>();
    private final TreeMap<StateKey, RecordedState> states = new TreeMap<>(BY_BEGINNING);

    VehicleRing(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a frame; false where it is there already. */
    boolean add(RecordedFrame frame) {
        if (frame.sequenced() && sequenced.contains(frame.key())) {
            return false;
        }
        if (frames.putIfAbsent(frame.position(), frame) != null) {
            return false;
        }
        if (frame.sequenced()) {
            sequenced.add(frame.key());
        }
        if (frames.size() > capacity) {
            RecordedFrame oldest = frames.pollFirstEntry().getValue();
            if (oldest.sequenced()) {
                sequenced.remove(oldest.key());
            }
        }
        return true;
    }

    List<String> signals() {
        Set<String> names = new LinkedHashSet<>();
        frames.values().forEach(frame -> names.addAll(frame.signals().names()));
        return List.copyOf(names);
    }

    List<RecordedFrame> newest(int limit) {
        List<RecordedFrame> found = new ArrayList<>();
        for (RecordedFrame frame : frames.descendingMap().values()) {
            if (found.size() == limit) {
                break;
            }
            found.add(frame);
        }
        Collections.reverse(found);
        return found;
    }

    void add(RecordedState state) {
        states.putIfAbsent(new StateKey(state.since(), state.state()), state);
        if (states.size() > capacity) {
            states.pollFirstEntry();
        }
    }

    void visit(HistoryQuery query, int limit, Consumer<RecordedFrame> action) {
        Position start = new Position(query.from(), Long.MIN_VALUE);
        Position after = query.after();
        boolean goesOn = after != null && after.compareTo(start) >= 0;
        Set<String> names = new HashSet<>(query.signals());
        int found = 0;
        for (RecordedFrame frame :
                frames.tailMap(goesOn && after != null ? after : start, !goesOn).values()) {
            if (found == limit || !frame.time().isBefore(query.to())) {
                return;
            }
            RecordedFrame shown = names.isEmpty() ? frame : only(frame, names);
            if (shown != null) {
                action.accept(shown);
                found++;
            }
        }
    }

    private static @Nullable RecordedFrame only(RecordedFrame frame, Set<String> names) {
        Signals all = frame.signals();
        Signals.Builder kept = Signals.builder();
        for (int i = 0; i < all.size(); i++) {
            if (names.contains(all.name(i))) {
                kept.put(all.name(i), all.value(i), all.observedMicros(i), 0);
            }
        }
        return kept.size() == 0
                ? null
                : RecordedFrame.stored(frame.vehicle(), frame.time(), frame.key(), frame.arrival(), kept.build());
    }

    List<RecordedState> states(Instant from, Instant to) {
        List<RecordedState> found = new ArrayList<>();
        if (!from.isBefore(to)) {
            return found;
        }
        StateKey start = new StateKey(from, VehicleState.RUNNING);
        Map.Entry<StateKey, RecordedState> held = states.lowerEntry(start);
        Map.Entry<StateKey, RecordedState> first = states.ceilingEntry(start);
        if (held != null && (first == null || first.getKey().since().isAfter(from))) {
            found.add(held.getValue());
        }
        found.addAll(
                states.subMap(start, new StateKey(to, VehicleState.RUNNING)).values());
        return found;
    }
}
