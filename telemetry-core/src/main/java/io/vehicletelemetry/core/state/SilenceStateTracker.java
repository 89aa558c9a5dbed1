package io.vehicletelemetry.core.state;

import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Offline by silence: each vehicle has a deadline of its own, which every re-arming frame moves. */
final class SilenceStateTracker implements VehicleStateTracker {

    /*
     * Parties: any thread observes and reports; one thread at a time expires.
     *
     * A vehicle's watch is one immutable record in a volatile field, replaced by compare-and-set; whoever succeeds
     * in changing `running` owns the transition, so there is exactly one a change, numbered by `sequence`.
     *
     * A frame only moves the deadline in that record. The agenda, a heap that only the expiring thread touches, holds an
     * alarm a running vehicle at its deadline of some time ago; when it rings too early it is put back at the deadline
     * that holds now: the heap is touched once a timeout, not once a message. An alarm is handed over through `arming`
     * (lock-free) when a vehicle has none (`alarm` false) or when its deadline moved to before the alarm (a shorter
     * timeout). Alarms that were overtaken in that way ring in vain.
     * Invariant: a running vehicle has an alarm in `arming` or in the agenda that rings at its deadline or earlier.
     *
     * Progress: observe and report are lock-free; expire is wait-free but for retries against observers of one vehicle.
     */

    private final ConcurrentHashMap<VehicleId, Watched> vehicles = new ConcurrentHashMap<>();
    private final Queue<Alarm> arming = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Alarm> agenda = new PriorityQueue<>();

    @Override
    public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
        if (timeoutNanos <= 0) {
            throw new IllegalArgumentException("timeoutNanos " + timeoutNanos + ": allowed are positive numbers");
        }
        Watched watched = vehicles.get(vehicle);
        if (watched == null) {
            watched = vehicles.computeIfAbsent(vehicle, Watched::new);
        }
        while (true) {
            Watch before = watched.watch;
            if (before.isAfter(arrivalNanos)) {
                return null;
            }
            long deadline = arrivalNanos + timeoutNanos;
            boolean ring = !before.alarm || deadline - before.alarmNanos < 0;
            Watch after = new Watch(
                    true,
                    before.running ? before.sequence : before.sequence + 1,
                    arrivalNanos,
                    timeoutNanos,
                    true,
                    ring ? deadline : before.alarmNanos,
                    before.reported,
                    before.reportedNanos);
            if (watched.replace(before, after)) {
                if (ring) {
                    arming.add(new Alarm(watched, deadline));
                }
                return before.running
                        ? null
                        : new StateTransition(vehicle, VehicleState.RUNNING, after.sequence, Cause.DATA);
            }
        }
    }

    @Override
    public @Nullable StateTransition reportOffline(VehicleId vehicle, long arrivalNanos, boolean replayed) {
        Watched watched = vehicles.get(vehicle);
        while (watched != null) {
            Watch before = watched.watch;
            long sinceFrame = arrivalNanos - before.arrivalNanos;
            boolean counts = !before.running || sinceFrame >= (replayed ? before.timeoutNanos : 0);
            if (!counts || (replayed && !before.running)) {
                return null;
            }
            Watch after = before.offline(before.running ? before.sequence + 1 : before.sequence, before.alarm)
                    .reportedAt(arrivalNanos);
            if (watched.replace(before, after)) {
                return before.running
                        ? new StateTransition(vehicle, VehicleState.OFFLINE, after.sequence, Cause.REPORTED)
                        : null;
            }
        }
        return null;
    }

    @Override
    public void expire(
            long nowNanos,
            ToLongFunction<? super VehicleId> observedUpTo,
            Consumer<? super StateTransition> transitions) {
        for (Alarm alarm = arming.poll(); alarm != null; alarm = arming.poll()) {
            agenda.add(alarm);
        }
        List<Alarm> early = new ArrayList<>();
        for (Alarm alarm = agenda.peek(); alarm != null && nowNanos - alarm.nanos >= 0; alarm = agenda.peek()) {
            agenda.poll();
            long upTo = observedUpTo.applyAsLong(alarm.watched.vehicle);
            if (upTo - alarm.nanos < 0) {
                early.add(alarm);
                continue;
            }
            StateTransition transition = ring(alarm, upTo);
            if (transition != null) {
                transitions.accept(transition);
            }
        }
        agenda.addAll(early);
    }

    private @Nullable StateTransition ring(Alarm alarm, long upToNanos) {
        Watched watched = alarm.watched;
        while (true) {
            Watch before = watched.watch;
            if (!before.alarm || before.alarmNanos != alarm.nanos) {
                return null; // overtaken by an earlier alarm
            }
            long deadline = before.arrivalNanos + before.timeoutNanos;
            boolean due = upToNanos - deadline >= 0;
            Watch after = !before.running
                    ? before.offline(before.sequence, false)
                    : due ? before.offline(before.sequence + 1, false) : before.alarmAt(deadline);
            if (watched.replace(before, after)) {
                if (!before.running) {
                    return null;
                }
                if (due) {
                    return new StateTransition(watched.vehicle, VehicleState.OFFLINE, after.sequence, Cause.SILENCE);
                }
                agenda.add(new Alarm(watched, deadline));
                return null;
            }
        }
    }

    /** A vehicle and its watch. */
    private static final class Watched {
        private static final AtomicReferenceFieldUpdater<Watched, Watch> WATCH =
                AtomicReferenceFieldUpdater.newUpdater(Watched.class, Watch.class, "watch");

        final VehicleId vehicle;
        volatile Watch watch = Watch.NEW;

        Watched(VehicleId vehicle) {
            this.vehicle = vehicle;
        }

        boolean replace(Watch before, Watch after) {
            return WATCH.compareAndSet(this, before, after);
        }
    }

    /**
     * What is known of one vehicle.
     *
     * @param running whether it runs
     * @param sequence how many decisions were made
     * @param arrivalNanos when the last re-arming frame arrived; meaningless before the first
     * @param timeoutNanos the silence that this frame allows
     * @param alarm whether an alarm is set
     * @param alarmNanos when the earliest alarm rings
     * @param reported whether an "offline" was reported
     * @param reportedNanos when the last one arrived
     */
    private record Watch(
            boolean running,
            long sequence,
            long arrivalNanos,
            long timeoutNanos,
            boolean alarm,
            long alarmNanos,
            boolean reported,
            long reportedNanos) {

        static final Watch NEW = new Watch(false, 0, 0, 0, false, 0, false, 0);

        /** Whether something decisive arrived after this time: such a frame is old news. */
        boolean isAfter(long nanos) {
            return (running && arrivalNanos - nanos > 0) || (reported && reportedNanos - nanos > 0);
        }

        Watch offline(long sequence, boolean alarm) {
            return new Watch(false, sequence, arrivalNanos, timeoutNanos, alarm, alarmNanos, reported, reportedNanos);
        }

        Watch alarmAt(long nanos) {
            return new Watch(running, sequence, arrivalNanos, timeoutNanos, true, nanos, reported, reportedNanos);
        }

        /** With this report, unless a later one is known. */
        Watch reportedAt(long nanos) {
            if (reported && reportedNanos - nanos > 0) {
                return this;
            }
            return new Watch(running, sequence, arrivalNanos, timeoutNanos, alarm, alarmNanos, true, nanos);
        }
    }

    /** Rings at a time. Ordered by difference, so that a wrap of the clock does no harm. */
    private record Alarm(Watched watched, long nanos) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            return Long.signum(nanos - other.nanos);
        }
    }
}
