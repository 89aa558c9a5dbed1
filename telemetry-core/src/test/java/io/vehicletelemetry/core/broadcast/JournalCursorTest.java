package io.vehicletelemetry.core.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one subscriber takes, one by one, of what is published meanwhile. */
class JournalCursorTest {

    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void slowSubscriberGetsEveryVehicleInTurnAndTheNewestOfEach() {
        Reader reader = new Reader(1_024);
        for (int vehicle = 0; vehicle < 10; vehicle++) {
            reader.publish(vehicle);
        }
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            taken.add(reader.take());
            for (int vehicle = 0; vehicle < 10; vehicle++) { // ten times as fast as it is read
                reader.publish(vehicle);
            }
        }

        assertThat(taken.subList(0, 12))
                .containsExactly("0/1", "1/2", "2/3", "3/4", "4/5", "5/6", "6/7", "7/8", "8/9", "9/10", "0/11", "1/12");
        assertThat(taken).endsWith("9/30");
    }

    @Test
    void whoIsFurtherBehindThanTheJournalGoesBackGetsTheNewestOfEveryVehicleOnce() {
        Reader reader = new Reader(8);
        reader.publish(5);
        for (int revision = 0; revision < 100; revision++) {
            reader.publish(revision % 3);
        }

        assertThat(reader.takeAll()).containsExactlyInAnyOrder("0/34", "1/33", "2/33", "5/1");
        reader.publish(1);
        assertThat(reader.takeAll()).containsExactly("1/34");
    }

    @Test
    void whatIsPublishedWhileAllVehiclesAreLookedAtComesOnce() {
        Reader reader = new Reader(8);
        for (int i = 0; i < 100; i++) {
            reader.publish(i % 4);
        }
        List<String> taken = new ArrayList<>();
        taken.add(reader.take());
        for (int vehicle = 0; vehicle < 4; vehicle++) {
            reader.publish(vehicle);
        }
        taken.addAll(reader.takeAll());

        assertThat(taken).doesNotHaveDuplicates().contains("0/26", "1/26", "2/26", "3/26");
    }

    @Test
    void countsWhatWasPassedOver() {
        Reader reader = new Reader(64);
        for (int i = 0; i < 5; i++) {
            reader.publish(1);
        }
        reader.publish(2);

        assertThat(reader.takeAll()).containsExactly("1/5", "2/1");
        assertThat(reader.subscription.conflated()).isEqualTo(4);
        reader.publish(1);
        assertThat(reader.takeAll()).containsExactly("1/6");
        assertThat(reader.subscription.conflated()).isEqualTo(4);
    }

    @Test
    void failureOfTheFilterEndsTheSubscription() {
        Reader reader = new Reader(64);
        reader.publish(1);
        reader.publish(2);
        reader.broken = true;

        assertThat(reader.takeAll()).as("what was found before").containsExactly("1/1");
        assertThat(failures).hasSize(1);
        assertThat(reader.broadcaster.subscribers()).isZero();
    }

    /** A view that was read before another owner's snapshot was published says nothing to anybody. */
    @Test
    void whatIsKnownDoesNotReplaceWhatWasPublishedInAnotherEpoch() {
        VehicleSnapshot before = VehicleSnapshot.builder(VehicleId.of(1), "before", Instant.EPOCH)
                .revision(7)
                .build();
        Broadcaster broadcaster = Broadcaster.conflating(
                new TestSnapshots.Nothing() {
                    @Override
                    public void forEach(Consumer<? super VehicleSnapshot> action) {
                        action.accept(before);
                    }
                },
                failures::add);
        broadcaster.publish(TestSnapshots.snapshot(1, 3));
        TestSnapshots.Eager first = new TestSnapshots.Eager();
        TestSnapshots.Eager second = new TestSnapshots.Eager();

        broadcaster.subscribe(first, vehicle -> true);
        broadcaster.subscribe(second, vehicle -> true);

        assertThat(first.revisions).containsExactly(3L);
        assertThat(second.revisions).containsExactly(3L);
    }

    /** Against a model that keeps a queue of vehicles: the one that waits longest comes first, with its newest. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8, 64, 4_096})
    void randomPacesAgreeWithAQueueOfVehicles(int length) {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int vehicles = 1 + random.nextInt(12);
            int reads = 1 + random.nextInt(9);
            Reader reader = new Reader(length);
            Map<Integer, Long> waiting = new LinkedHashMap<>();
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(10) >= reads) {
                    int vehicle = random.nextInt(vehicles);
                    waiting.put(vehicle, reader.publish(vehicle)); // keeps its place
                } else {
                    String taken = reader.take();
                    if (length >= 300) {
                        assertThat(taken).as("seed %d, step %d", seed, step).isEqualTo(first(waiting));
                    } else {
                        assertThat(remove(waiting, taken))
                                .as("seed %d, step %d: %s", seed, step, taken)
                                .isTrue();
                    }
                }
            }
            reader.takeAll().forEach(taken -> assertThat(remove(waiting, taken)).isTrue());
            assertThat(waiting).as("seed %d: what never arrived", seed).isEmpty();
        }
    }

    private static @Nullable String first(Map<Integer, Long> waiting) {
        if (waiting.isEmpty()) {
            return null;
        }
        Map.Entry<Integer, Long> first = waiting.entrySet().iterator().next();
        waiting.remove(first.getKey());
        return first.getKey() + "/" + first.getValue();
    }

    /** Whether it was the newest of a vehicle that waits, or nothing where none waits. */
    private static boolean remove(Map<Integer, Long> waiting, @Nullable String taken) {
        if (taken == null) {
            return waiting.isEmpty();
        }
        String[] parts = taken.split("/", -1);
        return waiting.remove(Integer.valueOf(parts[0]), Long.valueOf(parts[1]));
    }

    /** A subscriber that takes when it is told to, and completes as soon as it finds nothing. */
    private final class Reader implements Subscriber {
        private final long[] revisions = new long[16];
        private final Broadcaster broadcaster;
        private final Subscription subscription;
        private @Nullable Delivery delivery;
        private boolean broken;

        Reader(int length) {
            broadcaster = new ConflatingBroadcaster(new TestSnapshots.Nothing(), failures::add, new Journal(length));
            subscription = broadcaster.subscribe(this, vehicle -> {
                if (broken) {
                    throw new IllegalStateException("a filter of the test throws, as it should");
                }
                return true;
            });
            takeAll();
        }

        long publish(int vehicle) {
            broadcaster.publish(TestSnapshots.snapshot(vehicle, ++revisions[vehicle]));
            return revisions[vehicle];
        }

        @Override
        public void deliver(Delivery next) {
            delivery = next;
        }

        @Nullable
        String take() {
            Delivery from = delivery;
            VehicleSnapshot snapshot = from == null ? null : from.next();
            if (from != null && snapshot == null) {
                delivery = null;
                from.complete();
            }
            return snapshot == null ? null : snapshot.vehicle().value() + "/" + snapshot.revision();
        }

        List<String> takeAll() {
            List<String> all = new ArrayList<>();
            for (String taken = take(); taken != null; taken = take()) {
                all.add(taken);
            }
            return all;
        }
    }
}
