package io.vehicletelemetry.core.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Model checking of the journal, a very short one: two publishers of one vehicle, who may overtake each other, beside the subscriber. In
 * every interleaving revisions only rise, two deliveries are never in flight, and the newest revision arrives.
 */
@Tag("exhaustive")
public class JournalLincheckTest {

    private final AtomicInteger published = new AtomicInteger();
    private final TestSnapshots.Lazy subscriber = new TestSnapshots.Lazy();
    private final List<Throwable> failures = new ArrayList<>();
    private final Broadcaster broadcaster =
            new ConflatingBroadcaster(new TestSnapshots.Nothing(), failures::add, new Journal(4));

    public JournalLincheckTest() {
        broadcaster.subscribe(subscriber, vehicle -> true);
    }

    @Operation
    public void publish() {
        broadcaster.publish(TestSnapshots.snapshot(1, published.incrementAndGet()));
    }

    @Operation(nonParallelGroup = "subscriber")
    public void take() {
        subscriber.take();
    }

    @Validate
    public void theNewestArrivesAndNothingStepsBack() {
        while (subscriber.take()) {
            // until nothing is pending
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("failed: " + failures);
        }
        List<Long> revisions = subscriber.revisions;
        for (int i = 1; i < revisions.size(); i++) {
            if (revisions.get(i) <= revisions.get(i - 1)) {
                throw new IllegalStateException("B2: a step back in " + revisions);
            }
        }
        long last = revisions.isEmpty() ? 0 : revisions.get(revisions.size() - 1);
        if (last != published.get()) {
            throw new IllegalStateException("B5: last is " + published.get() + ", got " + revisions);
        }
    }

    @Test
    void everyInterleavingDeliversTheNewest() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(0)
                .iterations(12)
                .invocationsPerIteration(600)
                .check(getClass());
    }
}
