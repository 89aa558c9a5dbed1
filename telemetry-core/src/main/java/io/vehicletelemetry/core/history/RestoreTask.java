package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.history.RestoreStatus.Phase;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at vehicle after vehicle, and tries for ever where the history is away. */
final class RestoreTask implements Runnable {
    /*
     * Run by one thread, which nobody interrupts: a database may take that for its own end. status and refusal: volatile,
     * written by it alone. target: written before the thread starts. others: volatile, set by who starts before it lets
     * anything live in; the thread reads it after an answer without a bound, which is of the time before where it is false.
     * closed: guarded by pauses, on which the thread alone waits.
     */

    private static final Logger LOG = System.getLogger(HistoryRestorer.class.getName());
    private static final long FIRST_PAUSE_NANOS = 100_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000_000L;
    /** States that are closed are stored together. */
    private static final int CHUNK = 100;

    private final TelemetryHistory history;
    private final int depth;
    private final int most;
    private final long reportNanos;
    private final Instant begun = Instant.now();

    volatile RestoreStatus status = new RestoreStatus(Phase.NOT_BEGUN, 0, 0);
    volatile @Nullable HistoryException refusal;
    volatile boolean others;
    HistoryRestorer.Target target = (last, closed) -> {};

    private final Object pauses = new Object();
    private boolean closed;
    private int restored;
    private int remaining;

    RestoreTask(TelemetryHistory history, int depth, int most, Duration reportInterval) {
        this.history = history;
        this.depth = depth;
        this.most = most;
        this.reportNanos = reportInterval.toNanos();
    }

    @Override
    public void run() {
        try {
            restore();
            tell(Phase.COMPLETE);
        } catch (Ended e) {
            tell(Phase.GIVEN_UP);
        } catch (HistoryException e) {
            refusal = e;
            tell(Phase.GIVEN_UP);
            LOG.log(Level.ERROR, "the history refuses to be read: the last values are not restored", e);
        } catch (RuntimeException | Error e) {
            tell(Phase.GIVEN_UP);
            LOG.log(Level.ERROR, "the last values are not restored", e);
        }
    }

    private void restore() {
        tell(Phase.RESTORING);
        long start = System.nanoTime();
        long reported = start;
        List<VehicleId> vehicles = patiently(history::vehicles);
        for (int i = 0; i < vehicles.size() && restored < most; i += CHUNK) {
            remaining = vehicles.size() - i;
            restore(vehicles.subList(i, Math.min(vehicles.size(), i + CHUNK)));
            tell(Phase.RESTORING);
            long now = System.nanoTime();
            if (now - reported >= reportNanos && remaining > 0) {
                reported = now;
                progress(vehicles.size(), now - start);
            }
        }
        if (remaining > 0) {
            LOG.log(Level.WARNING, "{0} vehicles are restored, as many as may be; {1} are not", restored, remaining);
        } else if (restored > 0) {
            LOG.log(
                    Level.INFO,
                    "restored the last values of {0} vehicles from the history, in {1} ms",
                    restored,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private void restore(List<VehicleId> vehicles) {
        List<LastKnown> found = look(vehicles);
        List<RecordedState> ends =
                found.stream().map(RestoreTask::end).filter(Objects::nonNull).toList();
        append(ends);
        for (LastKnown last : found) {
            RecordedState end = end(last);
            remaining--;
            if (!last.signals().isEmpty() && restored < most) {
                restored++;
                LastKnown ended = new LastKnown(
                        last.vehicle(), last.signals(), last.lastArrival(), end == null ? last.state() : end);
                target.restored(ended, end != null);
            }
        }
    }

    private void progress(int all, long nanos) {
        double looked = (double) all - remaining;
        double rate = looked * 1e9 / nanos;
        LOG.log(
                Level.INFO,
                "restoring: {0} of {1} vehicles, {2} a second, {3} s to go",
                (long) looked,
                all,
                Math.round(rate),
                Math.round(remaining / rate));
    }

    private List<LastKnown> look(List<VehicleId> vehicles) {
        List<LastKnown> found = new ArrayList<>();
        for (VehicleId vehicle : vehicles) {
            try {
                LastKnown last =
                        others ? null : patiently(() -> history.last(vehicle, HistoryQuery.END_OF_TIME, depth));
                found.add(last == null || others ? patiently(() -> history.last(vehicle, begun, depth)) : last);
            } catch (Ended e) {
                throw e;
            } catch (RuntimeException e) { // of this vehicle alone
                remaining--;
                LOG.log(Level.WARNING, "the last values of vehicle " + vehicle + " cannot be restored", e);
            }
        }
        return found;
    }

    /** Closes in the history what was left open. */
    private void append(List<RecordedState> ends) {
        if (ends.isEmpty()) {
            return;
        }
        try {
            patiently(() -> {
                history.appendStates(ends);
                return ends;
            });
        } catch (Ended e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "states that were left open cannot be closed", e);
        }
    }

    private static @Nullable RecordedState end(LastKnown last) {
        RecordedState state = last.state();
        if (state == null || state.state() != VehicleState.RUNNING) {
            return null;
        }
        Instant arrival = last.lastArrival();
        Instant since = arrival == null || arrival.isBefore(state.since()) ? state.since() : arrival;
        return new RecordedState(last.vehicle(), VehicleState.OFFLINE, since, Cause.RESTART);
    }

    private <T> T patiently(Supplier<T> question) {
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            checkNotClosed();
            try {
                T answer = question.get();
                if (status.phase() == Phase.AWAY) {
                    tell(Phase.RESTORING);
                    LOG.log(Level.INFO, "the history is back: the last values are being restored");
                }
                return answer;
            } catch (HistoryException e) {
                if (!e.isPassing()) {
                    throw e;
                }
                if (status.phase() != Phase.AWAY) {
                    tell(Phase.AWAY);
                    LOG.log(Level.WARNING, "the history is away: the last values cannot be restored yet", e);
                }
            }
            pause(pause);
            pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
        }
    }

    /** Ends it at the next question. */
    void close() {
        synchronized (pauses) {
            closed = true;
            pauses.notifyAll();
        }
    }

    private void checkNotClosed() {
        synchronized (pauses) {
            if (closed) {
                throw new Ended();
            }
        }
    }

    private void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        synchronized (pauses) {
            try {
                for (long left = nanos; !closed && left > 0; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(pauses, left);
                }
            } catch (InterruptedException e) {
                closed = true; // whoever interrupts does not want it to go on
            }
        }
    }

    private void tell(Phase phase) {
        status = new RestoreStatus(phase, restored, remaining);
    }

    /** It is to end. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super(null, null, false, false);
        }
    }
}
