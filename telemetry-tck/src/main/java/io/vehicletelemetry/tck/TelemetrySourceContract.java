package io.vehicletelemetry.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The rules S1 to S8 of {@link TelemetrySource} as tests. Extend it and implement {@link #transport()}.
 *
 * <p><em>Confined to one thread at a time: a test instance.</em>
 */
public abstract class TelemetrySourceContract {

    /** The signal by which the kit tells messages apart. */
    public static final String SIGNAL = "rpm";

    private static final String DEVICE = "device1";

    /** How long the kit waits for what must not happen, once it would have happened. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final RecordingSink sink = RecordingSink.acknowledging();
    private final List<TelemetrySource> open = new ArrayList<>();
    private TelemetryTransport transport;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // set before each test
    protected TelemetrySourceContract() {}

    /**
     * Makes a transport that nobody used yet; the kit closes it after the test.
     *
     * @return what stands behind the source under test
     * @throws Exception if it cannot be made: the test fails
     */
    protected abstract TelemetryTransport transport() throws Exception;

    /**
     * How long the kit waits for what must happen.
     *
     * @return 10 s by default
     */
    protected Duration timeout() {
        return Duration.ofSeconds(10);
    }

    @BeforeEach
    final void openTransport() throws Exception {
        transport = transport();
    }

    @AfterEach
    final void closeAll() throws Exception {
        try {
            for (TelemetrySource source : List.copyOf(open)) {
                close(source);
            }
        } finally {
            transport.close();
        }
    }

    @Test
    final void s1_nothingIsTakenBeforeTheStart() throws Exception {
        if (transport.durable()) {
            return; // what was published before the start may be delivered after it
        }
        TelemetrySource source = source();
        transport.publish(DEVICE, 1);

        start(source, sink);
        transport.publish(DEVICE, 2);

        awaitValue(sink, 2);
        assertThat(values(sink)).containsExactly(2);
    }

    @Test
    final void s2_nothingIsDeliveredAfterCloseReturned() throws Exception {
        ClosingSink closing = new ClosingSink();
        TelemetrySource source = started(closing);
        BackgroundTask publisher = BackgroundTask.start(() -> {
            for (int value = 1; value <= 200; value++) {
                transport.publish(DEVICE, value);
            }
        });
        assertThat(closing.awaitFirst(timeout())).as("a first delivery").isTrue();

        close(source);
        closing.closeReturned();

        publisher.join(timeout());
        transport.publish(DEVICE, 201);
        started(sink); // what another one got by now, the closed one would have got as well
        transport.publish(DEVICE, 202);
        awaitValue(sink, 202);
        assertThat(closing.awaitLate(GRACE)).as("a delivery after close").isFalse();
    }

    @Test
    final void s3_closeIsHarmlessBeforeTheStart() throws Exception {
        TelemetrySource source = transport.source();

        source.close();
        source.close();
    }

    @Test
    final void s3_closeIsIdempotentFromAnyThread() throws Exception {
        TelemetrySource source = started(sink);
        transport.publish(DEVICE, 1);
        awaitValue(sink, 1);

        List<BackgroundTask> closing = IntStream.range(0, 3)
                .mapToObj(i -> BackgroundTask.start(source::close))
                .toList();

        for (BackgroundTask task : closing) {
            task.join(timeout());
        }
        open.remove(source);
        source.close();
    }

    @Test
    final void s4_secondStartThrows() throws Exception {
        TelemetrySource source = started(sink);
        RecordingSink second = RecordingSink.acknowledging();

        assertThatThrownBy(() -> source.start(second)).isInstanceOf(IllegalStateException.class);

        transport.publish(DEVICE, 1);
        awaitValue(sink, 1);
        assertThat(second.deliveries()).isEmpty();
    }

    @Test
    final void s4_startAfterCloseThrows() throws Exception {
        TelemetrySource source = started(sink);
        close(source);

        assertThatThrownBy(() -> source.start(sink)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    final void s5_throwingSinkDoesNotStopTheSource() throws Exception {
        started(new ThrowingSink(sink, 2));

        transport.publish(DEVICE, 1); // an exception
        transport.publish(DEVICE, 2); // an error
        transport.publish(DEVICE, 3);

        awaitValue(sink, 3);
        assertThat(values(sink)).containsExactly(3);
    }

    @Test
    final void s5_sinkThatThrowsOnARejectionDoesNotStopTheSource() throws Exception {
        started(new ThrowingSink(sink, 1));

        transport.publishMalformed(DEVICE);
        transport.publish(DEVICE, 1);
        transport.publish(DEVICE, 2);

        awaitValue(sink, 2);
    }

    @Test
    final void s6_malformedMessageIsRejectedOnceAndTheNextGoodOneFlows() throws Exception {
        started(sink);
        transport.publish(DEVICE, 1);
        awaitValue(sink, 1);

        transport.publishMalformed(DEVICE);
        transport.publish(DEVICE, 2);

        awaitValue(sink, 2);
        assertThat(values(sink)).containsExactly(1, 2);
        assertThat(sink.rejected()).hasSize(1);
        assertThat(sink.deliveries().get(1).rejected())
                .as("what came in between")
                .isNotNull();
    }

    @Test
    final void s7_oneDeviceIsDeliveredInOrderAndOneAtATime() throws Exception {
        OrderSink order = new OrderSink();
        started(order);
        List<String> devices = List.of("device1", "device2", "device3");

        for (int round = 0; round < 10; round++) { // a round is small enough for every bounded source
            int first = round * 10 + 1;
            List<BackgroundTask> publishers = devices.stream()
                    .map(device -> BackgroundTask.start(() -> {
                        for (int value = first; value < first + 10; value++) {
                            order.expect(device, value);
                            transport.publish(device, value);
                        }
                        if (transport.publishOffline(device)) {
                            order.expect(device, OrderSink.OFFLINE);
                        }
                    }))
                    .toList();
            for (BackgroundTask publisher : publishers) {
                publisher.join(timeout());
            }
            order.awaitAll(timeout());
        }

        assertThat(order.overlaps()).as("deliveries of one device at once").isZero();
        for (String device : devices) {
            assertThat(order.delivered(device)).as(device).isEqualTo(order.expected(device));
        }
    }

    @Test
    final void s8_unacknowledgedDeliveryIsDeliveredAgainAfterANewStart() throws Exception {
        if (!transport.durable()) {
            return; // nothing was promised
        }
        RecordingSink withholding = RecordingSink.withholding();
        TelemetrySource first = started(withholding);
        transport.publish(DEVICE, 1);
        transport.publish(DEVICE, 2);
        awaitValue(withholding, 2);
        withholding.deliveries().get(0).acknowledge();
        close(first);

        started(sink);

        awaitValue(sink, 2);
    }

    private TelemetrySource source() throws Exception {
        TelemetrySource source = transport.source();
        open.add(source);
        return source;
    }

    private TelemetrySource started(TelemetrySink taker) throws Exception {
        TelemetrySource source = source();
        start(source, taker);
        return source;
    }

    private void start(TelemetrySource source, TelemetrySink taker) throws Exception {
        source.start(taker);
        transport.awaitReady();
    }

    private void close(TelemetrySource source) {
        open.remove(source); // closed once by the kit: more often is a matter of S3 alone
        source.close();
    }

    private void awaitValue(RecordingSink taker, int value) {
        assertThat(taker.await(it -> values(it).contains(value), timeout()))
                .as("value %d delivered within %s; delivered was %s", value, timeout(), taker.deliveries())
                .isTrue();
    }

    private static List<Integer> values(RecordingSink taker) {
        return taker.frames().stream().map(TelemetrySourceContract::value).toList();
    }

    /** The value of a frame of {@link Transport#publish}, whatever kind of number the source makes of it. */
    static int value(TelemetryFrame frame) {
        SignalValue value = frame.signals().get(SIGNAL);
        return value == null ? 0 : (int) value.number().orElse(0);
    }
}
