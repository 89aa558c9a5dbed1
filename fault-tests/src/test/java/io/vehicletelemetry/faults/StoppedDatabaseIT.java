package io.vehicletelemetry.faults;

import static io.vehicletelemetry.faults.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.history.RecorderStats;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database is stopped in the middle of a stream; {@code -Dfaults.outage=60} by hand. */
@Timeout(600)
class StoppedDatabaseIT {

    private static final int SECONDS = Integer.getInteger("faults.outage", 4);

    /** Stock Mosquitto keeps 1,000 messages. */
    private static final int PER_SECOND = Math.min(50, 800 / SECONDS);

    @TempDir
    Path folder;

    private int lag;

    @Test
    void liveGoesOnAndNothingIsLostWhereItIsDurable() throws Exception {
        try (Broker broker = new Mosquitto(folder);
                Postgres database = new Postgres(folder)) {
            broker.start();
            try (LocalServer server = new LocalServer(Settings.durable(broker, database));
                    Cars cars = new Cars(broker, true)) {
                server.recording(cars, true);
                stopInTheMiddle(server, database, cars);

                await("all of them")
                        .untilAsserted(
                                () -> assertThat(Recorded.in(database.history()).missing(cars.sent()))
                                        .isEmpty());
                Report report = Report.of(
                                "database stopped for " + SECONDS + " s, durable (live behind by at most " + lag + ")",
                                broker + ", " + database,
                                cars,
                                Recorded.in(database.history()))
                        .tell();
                assertThat(report.duplicates()).isZero();
            }
        }
    }

    @Test
    void liveGoesOnAndEveryDropIsCountedAsWellAsItCan() throws Exception {
        try (Broker broker = new Mosquitto(folder);
                Postgres database = new Postgres(folder)) {
            broker.start();
            Settings settings = Settings.bestEffort(broker, database)
                    .and("telemetry.offline-after", "10m") // a state that changed would be one more to drop
                    .and("telemetry.history.queue-capacity", Integer.toString(PER_SECOND * SECONDS / 2));
            try (LocalServer server = new LocalServer(settings);
                    Cars cars = new Cars(broker, true)) {
                server.recording(cars, false);
                stopInTheMiddle(server, database, cars);

                await("what is left")
                        .until(() -> server.live() == cars.last()
                                && server.bestEffort().stats().waiting() == 0);
                RecorderStats stats = server.bestEffort().stats();
                Recorded recorded = Recorded.in(database.history());
                Report.of(
                                "database stopped for " + SECONDS + " s, best effort, a queue of half of that (live"
                                        + " behind by at most " + lag + ")",
                                broker + ", " + database,
                                cars,
                                recorded,
                                stats.dropped())
                        .tell();
                assertThat(stats.dropped()).isPositive();
                assertThat(recorded.missing(cars.sent())).hasSize((int) stats.dropped());
                assertThat(recorded.duplicates()).isZero();
            }
        }
    }

    private void stopInTheMiddle(LocalServer server, Postgres database, Cars cars) throws Exception {
        CompletableFuture<Void> end = cars.drive(PER_SECOND);
        await("a stream").until(() -> server.live() > PER_SECOND);
        database.stop();
        long back = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < back) {
            int sent = cars.last();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            lag = Math.max(lag, sent - server.live());
        }
        assertThat(lag).as("live, in messages").isLessThan(PER_SECOND * SECONDS / 2);
        database.start();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        cars.stop();
        end.get(Patience.SECONDS, TimeUnit.SECONDS);
    }
}
