package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Removes what is too old again and again, in the background.
 *
 * <p><em>Thread-safe.</em>
 */
final class RetentionThread implements AutoCloseable {

    private static final Logger LOG = System.getLogger(JdbcTelemetryHistory.class.getName());
    private static final Duration LONGEST_PERIOD = Duration.ofHours(1);

    private final Duration retention;
    private final Consumer<Instant> removal;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "telemetry-retention");

    RetentionThread(Duration retention, Consumer<Instant> removal) {
        this.retention = retention;
        this.removal = removal;
        thread.setDaemon(true);
    }

    void start() {
        if (closed.getCount() > 0) {
            thread.start();
        }
    }

    private void run() {
        Duration tenth = retention.dividedBy(10);
        long pause = (tenth.compareTo(LONGEST_PERIOD) < 0 ? tenth : LONGEST_PERIOD).toMillis();
        try {
            do {
                remove();
            } while (!closed.await(pause, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "interrupted: the history is closed");
        }
    }

    private void remove() {
        try {
            removal.accept(Instant.now().minus(retention));
        } catch (HistoryException e) {
            LOG.log(Level.INFO, "what is too old stays until the next time: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "removing what is too old failed", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
