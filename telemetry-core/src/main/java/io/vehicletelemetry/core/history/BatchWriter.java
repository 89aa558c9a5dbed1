package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.history.RecorderQueue.Fate;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings what waits in a queue into the history, batch by batch, and counts what becomes of it.
 *
 * <p><em>Confined to one thread at a time: the recorder's.</em>
 */
final class BatchWriter implements Runnable {

    private static final Logger LOG = System.getLogger(HistoryRecorder.class.getName());

    private final TelemetryHistory history;
    private final RecorderQueue queue;
    private final Thinning thinning;
    private final long flushNanos;
    private final @Nullable String sequenceSignal;
    private final PatientStore store;
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
        this.store = new PatientStore(queue, "what comes waits until it is back, the oldest goes first", queue::stats);
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
        store.store(
                states,
                part -> {
                    history.appendStates(part);
                    settle(Fate.STORED, part.size());
                },
                new Unstored<>());
    }

    private void writeFrames(List<Entry.Frame> entries) throws InterruptedException {
        List<RecordedFrame> frames = new ArrayList<>(entries.size());
        for (Entry.Frame entry : entries) {
            frames.add(RecordedFrame.of(entry.vehicle(), entry.frame(), sequenceSignal));
        }
        store.store(
                frames,
                part -> {
                    int added = history.append(part);
                    settle(Fate.STORED, added);
                    settle(Fate.DUPLICATE, part.size() - added);
                },
                new Unstored<>());
    }

    private void settle(Fate fate, int count) {
        if (count != 0) {
            queue.settle(fate, count);
            inHand -= count;
        }
    }

    private final class Unstored<T> implements PatientStore.Outcome<T> {

        @Override
        public void refused(T entry, Throwable why) {
            BatchWriter.this.refused(entry, why);
        }

        @Override
        public void givenUp(List<T> entries) {
            settle(Fate.DROPPED, entries.size());
            queue.drop();
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
