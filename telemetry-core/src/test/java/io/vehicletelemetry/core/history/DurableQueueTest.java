package io.vehicletelemetry.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.history.DurableQueue.Arrived;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DurableQueueTest {

    private static final VehicleId CAR = VehicleId.of(1);
    private static final int WINDOW = 20;

    private final DurableQueue queue = new DurableQueue(500, TimeUnit.HOURS.toNanos(1));

    /** The first of a stream waits for the whole interval; a broker whose window is full then lets no more come. */
    @Test
    void wakesAWriterThatWaitsForLongOnceMoreCameAndCeased() throws Exception {
        FutureTask<List<Arrived>> batch = new FutureTask<>(queue::take);
        Thread writer = new Thread(batch);
        writer.start();
        add();
        while (writer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        for (int i = 1; i < WINDOW; i++) {
            add();
        }

        assertThat(batch.get()).isNotEmpty();
    }

    private void add() {
        TelemetryFrame frame = TelemetryFrame.builder(Instant.EPOCH, 0)
                .vehicle(CAR)
                .signal("rpm", 1)
                .build();
        queue.add(new Arrived(CAR, frame, Acknowledgement.NONE));
    }
}
