package io.vehicletelemetry.websocket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.broadcast.Subscription;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A session completes only what it looked into: deliveries that come just while its turn ends, one after the other. */
class DeliveryCompletionTest {

    private static final int DELIVERIES = 200_000;

    @Test
    void aDeliveryThatComesWhileTheTurnEndsIsLookedInto() throws Exception {
        Source source = new Source();
        SessionRegistry registry = new SessionRegistry(source, TestSettings.of(new VirtualTime(), 1));
        try {
            Reservation place = registry.reserve(SubscriptionOptions.EVERYTHING, null);
            requireNonNull(registry.open(new FakeSession(FakeSession.Sends.INLINE).session(), place), "session");
            Random pauses = new Random(7);
            long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            for (int i = 0; i < DELIVERIES; i++) {
                source.deliver();
                while (source.open != null && System.nanoTime() - patience < 0) {
                    Thread.onSpinWait();
                }
                for (int pause = pauses.nextInt(4); pause > 0; pause--) {
                    Thread.onSpinWait();
                }
            }
            assertThat(source.open).as("a delivery that was not completed").isNull();
            assertThat(source.unseen).hasValue(0);
        } finally {
            registry.close();
        }
    }

    /** Delivers empty deliveries, the next one as soon as the last is completed. */
    private static final class Source implements Broadcaster {
        final AtomicInteger unseen = new AtomicInteger();
        volatile @Nullable Looked open;
        private volatile @Nullable Subscriber subscriber;

        void deliver() {
            Looked next = new Looked();
            open = next;
            requireNonNull(subscriber, "subscriber").deliver(next);
        }

        @Override
        public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
            this.subscriber = subscriber;
            return new Subscription() {
                @Override
                public long conflated() {
                    return 0;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void publish(VehicleSnapshot snapshot) {}

        @Override
        public int subscribers() {
            return subscriber == null ? 0 : 1;
        }

        @Override
        public void close() {}

        private final class Looked implements Subscriber.Delivery {
            private volatile boolean asked;

            @Override
            public @Nullable VehicleSnapshot next() {
                asked = true;
                return null;
            }

            @Override
            public void complete() {
                if (!asked) {
                    unseen.incrementAndGet();
                }
                open = null;
            }
        }
    }
}
