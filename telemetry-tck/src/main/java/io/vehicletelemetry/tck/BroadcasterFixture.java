package io.vehicletelemetry.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What each test of the {@link BroadcasterContract} starts from. */
abstract class BroadcasterFixture {

    final KnownSnapshots known = new KnownSnapshots();
    final Recorded<Throwable> failures = new Recorded<>();
    Broadcaster broadcaster;

    @SuppressWarnings("NullAway.Init") // set before each test
    BroadcasterFixture() {}

    /**
     * Makes a broadcaster without subscribers; the kit closes it after the test.
     *
     * @param current what is known: where a new subscriber's first snapshots come from
     * @param failures takes what a subscriber throws
     * @return the implementation under test
     */
    protected abstract Broadcaster broadcaster(SnapshotView current, Consumer<? super Throwable> failures);

    /**
     * How long the kit waits for what must happen.
     *
     * @return 10 s by default
     */
    protected Duration timeout() {
        return Duration.ofSeconds(10);
    }

    @BeforeEach
    final void open() {
        broadcaster = broadcaster(known, failures::add);
    }

    @AfterEach
    final void close() {
        broadcaster.close();
    }

    final <S extends Subscriber> S subscribed(S subscriber) {
        broadcaster.subscribe(subscriber, vehicle -> true);
        return subscriber;
    }

    final void publish(VehicleId vehicle, long revision) {
        VehicleSnapshot snapshot = KnownSnapshots.snapshot(vehicle, revision);
        known.put(snapshot);
        broadcaster.publish(snapshot);
    }

    final void awaitRevision(RecordingSubscriber subscriber, VehicleId vehicle, long revision) {
        assertThat(subscriber.await(
                        it -> {
                            VehicleSnapshot last = it.last(vehicle);
                            return last != null && last.revision() == revision;
                        },
                        timeout()))
                .as("revision %d of vehicle %s is the last to arrive", revision, vehicle)
                .isTrue();
    }
}
