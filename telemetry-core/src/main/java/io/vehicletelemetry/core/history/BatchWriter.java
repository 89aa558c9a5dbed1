package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.history.RecorderQueue.Fate;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings what waits in a queue into the history, batch by batch, for as long as it takes. A batch that is refused is
 * halved until what is refused is alone; the rest of it is stored.
 *
 * <p><em>Confined to one thread at a time: the recorder's.</em>
 */
final class BatchWriter implements Runnable {

    private static final Logger LOG = System.getLogger(HistoryRecorder.class.getName());
    private static final long FIRST_PAUSE_NANOS = 100_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000_000L;
    private static final int ATTEMPTS_OF_A_DEFECT = 3;

    private final TelemetryHistory history;
    private final RecorderQueue queue;
    private final Thinning thinning;
    private final long flushNanos;
    private final @Nullable String sequenceSignal;
    private boolean away;
    private int inHand;

    BatchWriter(
            TelemetryHistory history,
            RecorderQueue queue,
            Thinning thinning,
            long flushNanos,
            @Nullable String sequenceSignal) {
        this.history = history;
        this.queue = queue;
        this.thinning = thinning;
        this.flushNanos = flushNanos;
        this.sequenceSignal = sequenceSignal;
    }

    @Override
    public void run() {
        try {
            while (!queue.isDone()) {
                List<Entry> batch = queue.take(flushNanos, thinning.isEmpty() ? Long.MAX_VALUE : flushNanos);
                inHand += batch.size();
                try {
                    write(batch);
                } catch (RuntimeException | Error e) { // such as no memory: what comes next may go well
                    LOG.log(Level.WARNING, "a batch could not be recorded", e);
                    settle(Fate.DROPPED, inHand - thinning.size());
                }
            }
            writeFrames(thinning.due(System.nanoTime(), true));
        } catch (InterruptedException e) { // nobody but the recorder's end interrupts it
            queue.close();
            queue.drop();
            settle(Fate.DROPPED, inHand);
        }
    }

    private void write(List<Entry> batch) throws InterruptedException {
        List<Entry.Frame> frames = new ArrayList<>(batch.size());
        List<RecordedState> states = new ArrayList<>();
        for (Entry entry : batch) {
            if (entry instanceof Entry.Frame frame) {
                settle(Fate.THINNED, thinning.add(frame, System.nanoTime(), frames));
            } else if (entry instanceof Entry.State state) {
                states.add(state.state());
            }
        }
        frames.addAll(thinning.due(System.nanoTime(), false));
        writeFrames(frames);
        store(states, true, part -> {
            history.appendStates(part);
            settle(Fate.STORED, part.size());
        });
    }

    private void writeFrames(List<Entry.Frame> entries) throws InterruptedException {
        List<RecordedFrame> frames = new ArrayList<>(entries.size());
        for (Entry.Frame entry : entries) {
            frames.add(RecordedFrame.of(entry.vehicle(), entry.frame(), sequenceSignal));
        }
        store(frames, true, part -> {
            int added = history.append(part);
            settle(Fate.STORED, added);
            settle(Fate.DUPLICATE, part.size() - added);
        });
    }

    private void settle(Fate fate, int count) {
        if (count != 0) {
            queue.settle(fate, count);
            inHand -= count;
        }
    }

    private interface Store<T> {
        void store(List<T> part);
    }

    /** Stores all of it but what is refused. */
    private <T> void store(List<T> batch, boolean whole, Store<T> store) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        Throwable refusal = refusal(batch, whole ? ATTEMPTS_OF_A_DEFECT : 1, store);
        if (refusal == null) {
            return;
        }
        if (batch.size() == 1) {
            refused(batch.get(0), refusal);
            return;
        }
        int half = batch.size() / 2;
        store(batch.subList(0, half), false, store);
        store(batch.subList(half, batch.size()), false, store);
    }

    /** Tries until it is stored, or given up at the end: null; or refused: why. */
    private <T> @Nullable Throwable refusal(List<T> batch, int attemptsOfADefect, Store<T> store)
            throws InterruptedException {
        long pause = FIRST_PAUSE_NANOS;
        for (int attempt = 1; ; attempt++) {
            try {
                store.store(batch);
                back();
                return null;
            } catch (HistoryException e) {
                if (!e.isPassing()) {
                    return e;
                }
                away(e);
            } catch (RuntimeException | Error e) { // a defect: perhaps of one entry, perhaps of this moment
                if (attempt >= attemptsOfADefect) {
                    return e;
                }
                away(e);
            }
            if (queue.isClosed()) { // what waits would fail as well, after a timeout each
                settle(Fate.DROPPED, batch.size());
                queue.drop();
                return null;
            }
            queue.pause(pause);
            pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
        }
    }

    private void back() {
        if (away) {
            away = false;
            LOG.log(Level.INFO, "the history is back: {0}", queue.stats());
        }
    }

    private void away(Throwable failure) {
        if (!away) {
            away = true;
            LOG.log(
                    Level.WARNING,
                    "the history is away; what comes waits until it is back, the oldest goes first",
                    failure);
        }
    }

    private void refused(Object entry, Throwable refusal) {
        LOG.log(Level.WARNING, "the history refuses " + entry, refusal);
        if (entry instanceof RecordedFrame frame) {
            try {
                history.putAside(frame, String.valueOf(refusal.getMessage()));
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "what the history refuses could not be put aside either", e);
            }
        }
        settle(Fate.REFUSED, 1);
    }
}
