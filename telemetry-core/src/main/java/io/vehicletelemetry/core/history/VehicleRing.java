package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.history.RecordedFrame.Position;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.util.ArrayList;
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

    private final VehicleId vehicle;
    private final int capacity;
    private final PackedFrame.Packer packer;
    private final PackedFrames frames;
    private final Layouts layouts;
    private final Set<Long> sequenced = new HashSet<>();
    private final TreeMap<StateKey, RecordedState> states = new TreeMap<>(BY_BEGINNING);

    VehicleRing(VehicleId vehicle, int capacity, PackedFrame.Packer packer) {
        this.vehicle = vehicle;
        this.capacity = capacity;
        this.packer = packer;
        this.frames = new PackedFrames(capacity);
        this.layouts = new Layouts(capacity);
    }

    /** Adds a frame; false where it is there already. */
    boolean add(RecordedFrame frame) {
        Position position = frame.position();
        int index = frames.indexOf(position);
        if ((frame.sequenced() && sequenced.contains(frame.key())) || frames.isAt(index, position)) {
            return false;
        }
        if (frames.isFull() && index == 0) { // it would be the first to go
            return true;
        }
        PackedFrame packed = packer.pack(frame, layouts.of(frame.signals()));
        if (frames.isFull()) {
            PackedFrame oldest = frames.removeFirst();
            if (oldest.sequenced()) {
                sequenced.remove(oldest.key());
            }
            index--;
        }
        frames.insert(index, packed);
        if (frame.sequenced()) {
            sequenced.add(frame.key());
        }
        return true;
    }

    List<String> signals() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < frames.size(); i++) {
            names.addAll(frames.get(i).layout().names());
        }
        return List.copyOf(names);
    }

    List<RecordedFrame> newest(int limit) {
        List<RecordedFrame> found = new ArrayList<>();
        for (int i = Math.max(0, frames.size() - limit); i < frames.size(); i++) {
            found.add(frames.get(i).unpack(vehicle));
        }
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
        Position begin = goesOn && after != null ? after : start;
        int first = frames.indexOf(begin);
        if (goesOn && frames.isAt(first, begin)) {
            first++;
        }
        int found = 0;
        for (int i = first; i < frames.size() && found < limit; i++) {
            PackedFrame packed = frames.get(i);
            if (!packed.time().isBefore(query.to())) {
                return;
            }
            RecordedFrame frame = packed.unpack(vehicle);
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
