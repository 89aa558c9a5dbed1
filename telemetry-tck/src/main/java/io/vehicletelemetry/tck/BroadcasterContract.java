package io.vehicletelemetry.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.broadcast.Subscription;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The rules B1 to B10 of {@link Broadcaster} as tests. Extend it and implement {@link #broadcaster(SnapshotView, Consumer)}.
 *
 * <p><em>Confined to one thread at a time: a test instance.</em>
 */
public abstract class BroadcasterContract extends BroadcasterFixture {

    private static final VehicleId CAR = VehicleId.of(1);
    private static final VehicleId OTHER = VehicleId.of(2);
    private static final int BACKLOG = 100_000; // a recursive drain overflows the stack long before

    /** For subclasses. */
    protected BroadcasterContract() {}

    @Test
    final void b1_newSubscriberFirstGetsWhatIsKnown() {
        publish(CAR, 7);
        publish(OTHER, 3);
        RecordingSubscriber subscriber = RecordingSubscriber.withholding();
        broadcaster.subscribe(subscriber, vehicle -> true);

        awaitRevision(subscriber, CAR, 7);
        awaitRevision(subscriber, OTHER, 3);
        assertThat(subscriber.deliveries()).as("all in the first delivery").isEqualTo(1);
    }

    @Test
    final void b1_firstDeliveryIsEmptyWhereNothingIsKnown() {
        RecordingSubscriber subscriber = RecordingSubscriber.withholding();
        broadcaster.subscribe(subscriber, vehicle -> true);

        assertThat(subscriber.await(it -> it.deliveries() == 1, timeout()))
                .as("a first delivery")
                .isTrue();
        assertThat(subscriber.emptyDeliveries()).isEqualTo(1);
    }

    @Test
    final void b2_whatIsNotNewerIsLeftOut() {
        RecordingSubscriber subscriber = subscribed(RecordingSubscriber.completing());
        publish(CAR, 5);
        awaitRevision(subscriber, CAR, 5);

        broadcaster.publish(KnownSnapshots.snapshot(CAR, 4));
        broadcaster.publish(KnownSnapshots.snapshot(CAR, 5));
        publish(OTHER, 1);

        awaitRevision(subscriber, OTHER, 1);
        assertThat(subscriber.revisions(CAR)).containsExactly(5L);
    }

    @Test
    final void b2_revisionsIncreaseUnderConcurrentPublishers() throws InterruptedException {
        RecordingSubscriber subscriber = subscribed(RecordingSubscriber.completing());
        List<BackgroundTask> publishers = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            publishers.add(BackgroundTask.start(() -> {
                for (int i = 0; i < 5_000; i++) { // two publishers of one vehicle overtake each other
                    broadcaster.publish(known.advance(VehicleId.of(random.nextInt(3))));
                }
            }));
        }
        for (BackgroundTask publisher : publishers) {
            publisher.join(timeout());
        }

        for (int i = 0; i < 3; i++) {
            List<Long> revisions = subscriber.revisions(VehicleId.of(i));
            assertThat(revisions)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSizeLessThanOrEqualTo(known.revision(VehicleId.of(i)));
        }
    }

    @Test
    final void b3_atMostOneDeliveryIsInFlight() {
        RecordingSubscriber subscriber = subscribed(RecordingSubscriber.withholding());
        for (int revision = 1; revision <= 5; revision++) {
            publish(CAR, revision);
            publish(OTHER, revision);
        }
        subscriber.complete();
        publish(CAR, 6);

        assertThat(subscriber.await(it -> it.deliveries() >= 2, timeout()))
                .as("a second delivery")
                .isTrue();
        assertThat(subscriber.mostInFlight()).isEqualTo(1);
    }

    @Test
    final void b4_subscriberThatNeverCompletesDelaysNobody() throws InterruptedException {
        subscribed(RecordingSubscriber.withholding());
        RecordingSubscriber healthy = subscribed(RecordingSubscriber.completing());

        BackgroundTask publisher = BackgroundTask.start(
                () -> LongStream.rangeClosed(1, 10_000).forEach(revision -> publish(CAR, revision)));

        assertThat(publisher.joins(timeout())).as("publish returns").isTrue();
        awaitRevision(healthy, CAR, 10_000);
    }

    @Test
    final void b5_lastRevisionArrives() {
        RecordingSubscriber subscriber = subscribed(RecordingSubscriber.withholding());
        publish(CAR, 1);
        publish(CAR, 2);
        publish(OTHER, 1);
        publish(CAR, 3);

        subscriber.complete();

        awaitRevision(subscriber, CAR, 3);
        awaitRevision(subscriber, OTHER, 1);
    }

    @Test
    final void b6_backlogDrainsWhenTheSubscriberCompletesInsideTheCall() {
        for (int i = 0; i < BACKLOG; i++) {
            known.advance(VehicleId.of(i));
        }
        AtomicInteger taken = new AtomicInteger();
        Recorded<Integer> done = new Recorded<>();
        broadcaster.subscribe(
                delivery -> {
                    if (delivery.next() != null && taken.incrementAndGet() == BACKLOG) {
                        done.add(BACKLOG);
                    }
                    delivery.complete(); // one snapshot a delivery: as many deliveries as vehicles
                },
                vehicle -> true);

        assertThat(done.await(() -> taken.get() == BACKLOG, timeout()))
                .as("%d of %d snapshots; failures %s", taken.get(), BACKLOG, failures.all())
                .isTrue();
    }

    @Test
    final void b7_subscriberThatThrowsIsIsolatedAndReported() {
        AtomicInteger deliveries = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("the subscriber of the kit throws, as it should");
        RecordingSubscriber healthy = subscribed(RecordingSubscriber.completing());
        subscribed(delivery -> {
            if (deliveries.incrementAndGet() == 2) { // not the first: somebody else's publish brings it about
                throw failure;
            }
            while (delivery.next() != null) {}
            delivery.complete();
        });
        int before = broadcaster.subscribers();

        publish(CAR, 1);
        awaitRevision(healthy, CAR, 1);
        publish(CAR, 2);
        awaitRevision(healthy, CAR, 2);

        assertThat(failures.await(() -> !failures.all().isEmpty(), timeout()))
                .as("reported")
                .isTrue();
        assertThat(failures.all()).containsExactly(failure);
        assertThat(deliveries).as("deliveries to the one that threw").hasValue(2);
        assertThat(broadcaster.subscribers()).isEqualTo(before - 1);
    }

    @Test
    final void b8_closedIsCalledOnceAndNothingAfterIt() {
        RecordingSubscriber subscriber = RecordingSubscriber.completing();
        RecordingSubscriber other = subscribed(RecordingSubscriber.completing());
        Subscription subscription = broadcaster.subscribe(subscriber, vehicle -> true);

        subscription.close();
        subscription.close();
        publish(CAR, 1);
        awaitRevision(other, CAR, 1);
        broadcaster.close();
        broadcaster.close();

        for (RecordingSubscriber each : List.of(subscriber, other)) {
            assertThat(each.await(it -> it.closedCalls() > 0, timeout()))
                    .as("closed")
                    .isTrue();
            assertThat(each.closedCalls()).isEqualTo(1);
            assertThat(each.deliveriesAfterClosed()).isZero();
        }
        assertThat(subscriber.snapshots()).isEmpty();
        assertThat(broadcaster.subscribers()).isZero();
    }

    @Test
    final void b8_deliveryInFlightYieldsNothingAfterTheEnd() {
        Recorded<Subscriber.Delivery> held = new Recorded<>();
        publish(CAR, 1);
        publish(OTHER, 1);
        Subscription subscription = broadcaster.subscribe(held::add, vehicle -> true);
        assertThat(held.await(() -> !held.all().isEmpty(), timeout())).isTrue();

        subscription.close();

        assertThat(held.all().get(0).next()).isNull();
        held.all().get(0).complete();
        publish(CAR, 2);
        assertThat(held.all()).hasSize(1);
    }

    @Test
    final void b8_nobodySubscribesAfterTheEnd() {
        broadcaster.close();

        assertThatThrownBy(() -> broadcaster.subscribe(RecordingSubscriber.completing(), vehicle -> true))
                .isInstanceOf(IllegalStateException.class);
        assertThat(broadcaster.subscribers()).isZero();
    }

    @Test
    final void b9_filterHolds() {
        publish(CAR, 1);
        publish(OTHER, 1);
        RecordingSubscriber subscriber = RecordingSubscriber.completing();
        broadcaster.subscribe(subscriber, vehicle -> !vehicle.equals(OTHER));

        publish(OTHER, 2);
        publish(VehicleId.of("unknown so far"), 1);
        publish(CAR, 2);

        awaitRevision(subscriber, CAR, 2);
        awaitRevision(subscriber, VehicleId.of("unknown so far"), 1);
        assertThat(subscriber.revisions(OTHER)).isEmpty();
    }

    @Test
    final void b10_whatIsPublishedWhileTheSnapshotsAreReadIsNotMissed() {
        publish(CAR, 1);
        publish(OTHER, 1);
        known.onceAfterReading(() -> BackgroundTask.start(() -> {
                    publish(CAR, 2);
                    publish(VehicleId.of(3), 1); // first seen in between
                })
                .joins(Duration.ofSeconds(2))); // one whose publish waits for a subscription is right as well

        RecordingSubscriber subscriber = subscribed(RecordingSubscriber.completing());

        awaitRevision(subscriber, CAR, 2);
        awaitRevision(subscriber, VehicleId.of(3), 1);
    }

    @Test
    final void b10_nothingIsMissedByThoseWhoSubscribeWhileOthersPublish() throws InterruptedException {
        List<RecordingSubscriber> subscribers = new ArrayList<>();
        List<BackgroundTask> publishers = new ArrayList<>();
        AtomicBoolean allAreThere = new AtomicBoolean();
        for (int i = 0; i < 2; i++) {
            VehicleId vehicle = VehicleId.of(i);
            publishers.add(BackgroundTask.start(() -> {
                while (!allAreThere.get()) {
                    broadcaster.publish(known.advance(vehicle));
                }
                broadcaster.publish(known.advance(vehicle));
            }));
        }
        for (int i = 0; i < 30; i++) {
            subscribers.add(subscribed(RecordingSubscriber.completing()));
        }
        allAreThere.set(true);
        for (BackgroundTask publisher : publishers) {
            publisher.join(timeout());
        }

        for (RecordingSubscriber subscriber : subscribers) {
            awaitRevision(subscriber, VehicleId.of(0), known.revision(VehicleId.of(0)));
            awaitRevision(subscriber, VehicleId.of(1), known.revision(VehicleId.of(1)));
        }
    }
}
