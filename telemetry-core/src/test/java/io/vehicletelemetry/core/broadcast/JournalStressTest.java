package io.vehicletelemetry.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.Test;

/** Two publishers of one vehicle who overtake each other, round by round: the newest arrives, and nothing steps back. */
class JournalStressTest {

    private static final int ROUNDS = 100_000;

    private final List<Throwable> failures = new ArrayList<>();
    private final TestSnapshots.Lazy subscriber = new TestSnapshots.Lazy();
    private final Broadcaster broadcaster =
            new ConflatingBroadcaster(new TestSnapshots.Nothing(), failures::add, new Journal(4));
    private final Phaser round = new Phaser(2);

    @Test
    void theNewestOfTwoConcurrentOffersArrives() throws InterruptedException {
        broadcaster.subscribe(subscriber, vehicle -> true);
        Thread other = new Thread(() -> {
            Random pauses = new Random(1);
            for (int i = 0; i < ROUNDS; i++) {
                meet();
                offer(2L * i + 1, pauses);
                meet();
            }
        });
        other.setDaemon(true);
        other.start();
        Random pauses = new Random(2);
        List<Long> wrong = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            meet();
            offer(2L * i + 2, pauses);
            meet();
            while (subscriber.take()) {
                // until nothing is pending
            }
            List<Long> got = subscriber.revisions;
            long newest = got.isEmpty() ? 0 : got.get(got.size() - 1);
            boolean steppedBack = got.size() > 1 && got.get(got.size() - 2) >= newest;
            if (newest != 2L * i + 2 || steppedBack) {
                wrong.add(newest);
            }
        }
        other.join(60_000);
        assertThat(wrong).as("rounds that ended with an older revision").isEmpty();
        assertThat(failures).isEmpty();
    }

    private void offer(long revision, Random pauses) {
        for (int i = pauses.nextInt(30); i > 0; i--) {
            Thread.onSpinWait();
        }
        broadcaster.publish(TestSnapshots.snapshot(1, revision));
    }

    /** Both threads leave it at nearly the same moment: they spin rather than sleep. */
    private void meet() {
        int phase = round.arrive();
        while (round.getPhase() == phase) {
            Thread.onSpinWait();
        }
    }
}
