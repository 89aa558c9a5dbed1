package io.vehicletelemetry.core.history;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores batches for as long as it takes. A batch that is refused is halved until what is refused is alone; the rest of it
 * is stored.
 *
 * <p><em>Confined to one thread at a time: a writer's.</em>
 */
final class PatientStore {

    private static final Logger LOG = System.getLogger(PatientStore.class.getPackageName());
    private static final long FIRST_PAUSE_NANOS = 100_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000_000L;
    private static final int ATTEMPTS_OF_A_DEFECT = 3;

    /** Where a writer waits, and when its time is over. */
    interface Patience {

        /** Whether what fails now is not to be tried again. */
        boolean isOver();

        /** Waits between two attempts, or until it is over. */
        void pause(long nanos) throws InterruptedException;
    }

    /** Stores a part of a batch, as a whole or not at all. */
    interface Step<T> {
        void store(List<T> part);
    }

    /** What becomes of that which is not stored. */
    interface Outcome<T> {

        /** The same would be refused again. */
        void refused(T entry, Throwable why);

        /** The time was over before it could be stored. */
        void givenUp(List<T> entries);
    }

    private final Patience patience;
    private final String meanwhile;
    private final Supplier<?> stats;
    private boolean away;

    /**
     * @param meanwhile for people: what becomes of that which comes while the history is away
     * @param stats for people: what was done so far
     */
    PatientStore(Patience patience, String meanwhile, Supplier<?> stats) {
        this.patience = patience;
        this.meanwhile = meanwhile;
        this.stats = stats;
    }

    /** Returns once all of it is stored, refused or given up. */
    <T> void store(List<T> batch, Step<T> step, Outcome<T> outcome) throws InterruptedException {
        store(batch, ATTEMPTS_OF_A_DEFECT, step, outcome);
    }

    private <T> void store(List<T> batch, int attemptsOfADefect, Step<T> step, Outcome<T> outcome)
            throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        Throwable refusal = refusal(batch, attemptsOfADefect, step, outcome);
        if (refusal == null) {
            return;
        }
        if (batch.size() == 1) {
            outcome.refused(batch.get(0), refusal);
            return;
        }
        int half = batch.size() / 2;
        store(batch.subList(0, half), 1, step, outcome);
        store(batch.subList(half, batch.size()), 1, step, outcome);
    }

    /** Tries until it is stored, or given up at the end: null; or refused: why. */
    private <T> @Nullable Throwable refusal(List<T> batch, int attemptsOfADefect, Step<T> step, Outcome<T> outcome)
            throws InterruptedException {
        long pause = FIRST_PAUSE_NANOS;
        for (int attempt = 1; ; attempt++) {
            try {
                step.store(batch);
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
            if (patience.isOver()) { // what waits would fail as well, after a timeout each
                outcome.givenUp(batch);
                return null;
            }
            patience.pause(pause);
            pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
        }
    }

    private void back() {
        if (away) {
            away = false;
            LOG.log(Level.INFO, "the history is back: {0}", stats.get());
        }
    }

    private void away(Throwable failure) {
        if (!away) {
            away = true;
            LOG.log(Level.WARNING, "the history is away; " + meanwhile, failure);
        }
    }
}
