package io.vehicletelemetry.core.history;

import io.vehicletelemetry.core.history.DurableQueue.Arrived;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings what waits into the history, batch by batch, and acknowledges each frame after its commit: what the history
 * refuses, after it was put aside.
 *
 * <p><em>Confined to one thread at a time: the durable recorder's.</em>
 */
final class DurableWriter implements Runnable {

    private static final Logger LOG = System.getLogger(DurableRecorder.class.getName());
    private static final long PAUSE_NANOS = 1_000_000_000L;

    /** A frame in hand; its key stays the same however often it is tried. */
    private static final class InHand {
        final RecordedFrame frame;
        final Arrived arrived;

        @Nullable
        Throwable refusal;

        boolean done;

        InHand(RecordedFrame frame, Arrived arrived) {
            this.frame = frame;
            this.arrived = arrived;
        }
    }

    private final TelemetryHistory history;
    private final DurableQueue queue;
    private final @Nullable String sequenceSignal;
    private final PatientStore store;

    DurableWriter(TelemetryHistory history, DurableQueue queue, @Nullable String sequenceSignal) {
        this.history = history;
        this.queue = queue;
        this.sequenceSignal = sequenceSignal;
        this.store = new PatientStore(
                queue, "what comes waits at the broker, unacknowledged, until it is back", queue::stats);
    }

    @Override
    public void run() {
        try {
            while (!queue.isDone()) {
                write(queue.take());
                queue.acknowledged();
            }
        } catch (InterruptedException e) { // nobody but the recorder's end interrupts it
            queue.abandon();
        }
    }

    private void write(List<Arrived> batch) throws InterruptedException {
        List<InHand> all = new ArrayList<>(batch.size());
        while (true) {
            try {
                for (Arrived arrived : batch.subList(all.size(), batch.size())) {
                    RecordedFrame frame = RecordedFrame.of(arrived.vehicle(), arrived.frame(), sequenceSignal);
                    all.add(new InHand(frame, arrived));
                }
                store(all.stream().filter(entry -> !entry.done).toList());
                return;
            } catch (RuntimeException | Error e) { // such as no memory: nothing may be left unacknowledged for ever
                LOG.log(Level.WARNING, "a batch could not be recorded; it is tried again", e);
                if (queue.isOver()) {
                    queue.abandon();
                    return;
                }
                queue.pause(PAUSE_NANOS);
            }
        }
    }

    private void store(List<InHand> batch) throws InterruptedException {
        List<InHand> refused = new ArrayList<>();
        store.store(
                batch,
                part -> {
                    int added = history.append(
                            part.stream().map(entry -> entry.frame).toList());
                    history.sync();
                    queue.stored(part.size(), added);
                    part.forEach(DurableWriter::done);
                },
                outcome((entry, why) -> {
                    entry.refusal = why;
                    refused.add(entry);
                }));
        for (InHand entry : refused) {
            LOG.log(Level.WARNING, "the history refuses " + entry.frame, entry.refusal);
            store.store(
                    List.of(entry),
                    part -> {
                        Throwable refusal = entry.refusal;
                        history.putAside(entry.frame, refusal == null ? "" : String.valueOf(refusal.getMessage()));
                        history.sync();
                        settleRefused(entry);
                    },
                    outcome((same, why) -> {
                        LOG.log(Level.WARNING, "what the history refuses could not be put aside either", why);
                        settleRefused(same);
                    }));
        }
    }

    private void settleRefused(InHand entry) {
        queue.refused();
        done(entry);
    }

    private static void done(InHand entry) {
        entry.done = true;
        try {
            entry.arrived.acknowledgement().acknowledge();
        } catch (RuntimeException e) { // against its contract: the delivery comes again, and is known then
            LOG.log(Level.WARNING, "a delivery could not be acknowledged", e);
        }
    }

    private interface Refusal {
        void refused(InHand entry, Throwable why);
    }

    private PatientStore.Outcome<InHand> outcome(Refusal refusal) {
        return new PatientStore.Outcome<>() {
            @Override
            public void refused(InHand entry, Throwable why) {
                refusal.refused(entry, why);
            }

            @Override
            public void givenUp(List<InHand> entries) { // they stay unacknowledged and come again
                queue.abandon();
            }
        };
    }
}
