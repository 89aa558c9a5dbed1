package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Model checking of snapshot-then-live: subscribers that come while others publish. In every interleaving each of them
 * ends with the newest revision: nothing is lost between what it got first and what came live.
 */
@Tag("exhaustive")
public class SubscriptionLincheckTest {

    private final AtomicInteger published = new AtomicInteger();
    private final AtomicLong latest = new AtomicLong();
    private final ConcurrentLinkedQueue<TestSnapshots.Eager> subscribers = new ConcurrentLinkedQueue<>();
    private final Broadcaster broadcaster = Broadcaster.conflating(new Latest(), failure -> {
        throw new IllegalStateException(failure);
    });

    @Operation
    public void publish() {
        long revision = published.incrementAndGet();
        latest.accumulateAndGet(revision, Math::max);
        broadcaster.publish(TestSnapshots.snapshot(1, revision));
    }

    @Operation
    public void subscribe() {
        TestSnapshots.Eager subscriber = new TestSnapshots.Eager();
        subscribers.add(subscriber);
        broadcaster.subscribe(subscriber, vehicle -> true);
    }

    @Validate
    public void everySubscriberEndsWithTheNewest() {
        for (TestSnapshots.Eager subscriber : subscribers) {
            List<Long> revisions = subscriber.revisions;
            long last = revisions.isEmpty() ? 0 : revisions.get(revisions.size() - 1);
            if (last != published.get()) {
                throw new IllegalStateException("B10: last is " + published.get() + ", got " + revisions);
            }
        }
    }

    @Test
    void everyInterleavingIsWithoutAGap() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(0)
                .iterations(12)
                .invocationsPerIteration(600)
                .check(getClass());
    }

    /** What is known: the newest revision of one vehicle. */
    private final class Latest implements SnapshotView {
        @Override
        public @Nullable VehicleSnapshot get(VehicleId vehicle) {
            return latest.get() == 0 ? null : TestSnapshots.snapshot(1, latest.get());
        }

        @Override
        public void forEach(Consumer<? super VehicleSnapshot> action) {
            VehicleSnapshot snapshot = get(VehicleId.of(1));
            if (snapshot != null) {
                action.accept(snapshot);
            }
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
