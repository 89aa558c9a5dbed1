package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** For what moments the timer is set. */
class AlarmsTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Long> moments = new ArrayList<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            moments.add(System.nanoTime() + unit.toNanos(delay));
            return super.schedule(task, delay, unit);
        }
    };
    private final Alarms alarms = new Alarms(timer);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** They read the clock before they ask, and those on the grid would all get the moment after. */
    @Test
    void beatIsRungOnTheBeatAndNotAMillisecondLater() {
        long beat = System.nanoTime() + 500 * MILLI;
        beat += Math.floorMod(-beat, MILLI);
        int late = 0;
        for (int i = 0; i < 20; i++) {
            long now = System.nanoTime();
            alarms.after(beat - now, () -> {});
        }
        for (long moment : moments) {
            late += moment - beat > MILLI / 2 ? 1 : 0;
        }
        assertThat(late).as("of 20, where the machine stood still in between").isLessThan(5);
    }

    @Test
    void nothingIsRungEarlierThanTheClocksSkew() throws Exception {
        AtomicInteger early = new AtomicInteger();
        AtomicInteger rung = new AtomicInteger();
        for (int i = 1; i <= 50; i++) {
            long due = System.nanoTime() + i * 317_000L;
            alarms.after(due - System.nanoTime(), () -> {
                early.addAndGet(System.nanoTime() - due < -100_000 ? 1 : 0);
                rung.incrementAndGet();
            });
        }
        timer.shutdown();
        assertThat(timer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(rung).hasValue(50);
        assertThat(early).hasValue(0);
    }
}
