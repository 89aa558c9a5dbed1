package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LaneTest {

    private final FakeTime time = new FakeTime();
    private final RecordingSink sink = new RecordingSink();
    private final GuardedSink guarded = new GuardedSink(sink, time);
    private final List<String> delivered = new ArrayList<>();

    private Lane lane(int maxMessages, long maxBytes) {
        return new Lane("test", maxMessages, maxBytes, guarded, new LogPace(time));
    }

    private TestDelivery delivery(String key, int number) {
        return new TestDelivery(key, number, 1, s -> delivered.add(key + number));
    }

    @Test
    void deliversInOrder() {
        Lane lane = lane(10, 100);
        lane.offer(delivery("a", 1));
        lane.offer(delivery("b", 2));

        assertThat(lane.deliverNext()).isTrue();
        assertThat(lane.deliverNext()).isTrue();
        assertThat(delivered).containsExactly("a1", "b2");
    }

    @Test
    void knowsTheOldestThatWaitsOrIsInHand() {
        Lane lane = lane(10, 100);
        assertThat(lane.oldestArrival(7)).isEqualTo(7);

        List<Long> during = new ArrayList<>();
        lane.offer(new TestDelivery("a", 1, 1, s -> during.add(lane.oldestArrival(7))));
        lane.offer(delivery("a", 2));

        assertThat(lane.oldestArrival(7)).isEqualTo(1);
        lane.deliverNext();
        assertThat(during).containsExactly(1L);
        assertThat(lane.oldestArrival(7)).isEqualTo(2);
        lane.deliverNext();
        assertThat(lane.oldestArrival(7)).isEqualTo(7);
    }

    @Test
    void aFloodLosesItsOwnOldestAndEachIsCountedOnce() {
        Lane lane = lane(10, 1000);
        lane.offer(delivery("quiet", 0));
        for (int i = 1; i <= 1000; i++) {
            lane.offer(delivery("flood", i));
        }
        lane.offer(delivery("quiet", 1001));
        for (int i = 0; i < 10 || sink.count(RejectReason.OVERFLOW) < 992; i++) {
            lane.deliverNext();
        }

        assertThat(delivered).hasSize(10).startsWith("quiet0").endsWith("flood1000", "quiet1001");
        assertThat(sink.count(RejectReason.OVERFLOW)).isEqualTo(992);
    }

    @Test
    void isBoundedByBytes() {
        Lane lane = lane(1000, 100);
        for (int i = 0; i < 10; i++) {
            int number = i;
            lane.offer(new TestDelivery("a", i, 40, s -> delivered.add("a" + number)));
        }
        lane.deliverNext();
        lane.deliverNext();

        assertThat(delivered).containsExactly("a8", "a9");
        assertThat(sink.count(RejectReason.OVERFLOW)).isEqualTo(8);
    }

    @Test
    void aDeliveryThatFailsDoesNotStopIt() {
        Lane lane = lane(10, 100);
        lane.offer(new TestDelivery("a", 1, 1, s -> {
            throw new StackOverflowError();
        }));
        lane.offer(delivery("a", 2));
        lane.deliverNext();
        lane.deliverNext();

        assertThat(delivered).containsExactly("a2");
        assertThat(lane.oldestArrival(7)).isEqualTo(7);
    }

    @Test
    void afterCloseNothingIsTakenOrDelivered() {
        Lane lane = lane(10, 100);
        lane.offer(delivery("a", 1));
        lane.close();
        lane.close();
        lane.offer(delivery("a", 2));

        assertThat(lane.deliverNext()).isFalse();
        assertThat(lane.awaitQuiet(0)).isTrue();
        assertThat(delivered).isEmpty();
        assertThat(lane.oldestArrival(7)).isEqualTo(7);
    }

    @Test
    void closingWaitsForWhatIsInHand() throws Exception {
        Lane lane = lane(10, 100);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        lane.offer(new TestDelivery("a", 1, 1, s -> {
            begun.countDown();
            await(go);
            delivered.add("done");
        }));
        Thread thread = new Thread(lane);
        thread.start();
        await(begun);

        lane.close();
        assertThat(lane.awaitQuiet(1)).isFalse();
        go.countDown();
        assertThat(lane.awaitQuiet(TimeUnit.SECONDS.toNanos(5))).isTrue();
        assertThat(delivered).containsExactly("done");
        thread.join();
    }

    @Test
    void aCallbackThatClosesDoesNotWaitForItself() throws Exception {
        Lane lane = lane(10, 100);
        List<Boolean> quiet = new ArrayList<>();
        lane.offer(new TestDelivery("a", 1, 1, s -> {
            lane.close();
            quiet.add(lane.awaitQuiet(TimeUnit.SECONDS.toNanos(5)));
        }));
        Thread thread = new Thread(lane);
        thread.start();
        thread.join();

        assertThat(quiet).containsExactly(true);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
