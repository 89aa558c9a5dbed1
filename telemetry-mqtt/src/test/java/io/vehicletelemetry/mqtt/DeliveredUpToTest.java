package io.vehicletelemetry.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Once the source has said that all up to a moment is delivered, nothing older is delivered any more. */
@NullMarked
@Timeout(60)
class DeliveredUpToTest {

    private static final int MESSAGES = 100_000;
    private static final int RECEIVERS = 3;

    private final TimeSource time = TimeSource.system();
    private final AtomicLong promised = new AtomicLong(time.nanoTime());
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    private final RecordingSink sink = new RecordingSink() {
        @Override
        public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
            if (frame.arrivalNanos() - promised.get() < 0) {
                broken.incrementAndGet();
            }
            taken.incrementAndGet();
        }

        @Override
        public void reject(RejectReason reason, String detail, Acknowledgement acknowledgement) {
            taken.incrementAndGet();
        }
    };

    @Test
    void isAPromise() throws Exception {
        GuardedSink guarded = new GuardedSink(sink, time);
        List<Lane> lanes = IntStream.range(0, 3)
                .mapToObj(i -> new Lane("test", 1000, 10_000_000, guarded, new LogPace(time)))
                .toList();
        List<MqttSubscription> subscriptions = List.of(
                MqttSubscription.builder("{device}", BrokerScenarios.TEXT).build());
        Intake intake = new Intake(subscriptions, SubscriptionPlan.of(subscriptions), lanes, time, 100);
        AtomicBoolean done = new AtomicBoolean();

        List<Thread> receivers = IntStream.range(0, RECEIVERS)
                .mapToObj(r -> new Thread(() -> {
                    ByteBuffer payload = ByteBuffer.wrap("x".getBytes(UTF_8));
                    for (int i = 0; i < MESSAGES; i++) {
                        intake.receive(0, "d" + (i * 31 + r) % 50, false, payload, Acknowledgement.NONE);
                    }
                }))
                .toList();
        Thread checker = new Thread(() -> {
            while (!done.get()) {
                long now = time.nanoTime();
                promised.set(intake.deliveredUpTo(now));
            }
        });
        List<Thread> all = Stream.of(receivers.stream(), lanes.stream().map(Thread::new), Stream.of(checker))
                .flatMap(threads -> threads)
                .toList();
        all.forEach(Thread::start);
        for (Thread receiver : receivers) {
            receiver.join();
        }
        while (taken.get() < MESSAGES * RECEIVERS) {
            Thread.onSpinWait();
        }
        done.set(true);
        lanes.forEach(Lane::close);
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(broken).hasValue(0);
        assertThat(taken).hasValue(MESSAGES * RECEIVERS);
    }
}
