package io.vehicletelemetry.faults;

import static io.vehicletelemetry.faults.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the server at random moments of a stream of numbered messages; {@code -Dfaults.kills=20} by hand. */
@Timeout(1800)
class KilledServerIT {

    private static final int KILLS = Integer.getInteger("faults.kills", 4);

    private static final int PER_SECOND = 50;

    /** Stock Mosquitto keeps 1,000 messages for who is away, and on a busy machine the server is so for long. */
    private static final int WHILE_AWAY = 300;

    @TempDir
    Path folder;

    @Test
    void everyNumberExactlyOnceWhereMessagesHaveATime() throws Exception {
        try (Broker broker = new Mosquitto(folder);
                Database database = new Postgres(folder)) {
            Report report = kill(broker, database, true);

            assertThat(report.stored()).isEqualTo(report.sent());
            assertThat(report.duplicates()).isZero();
        }
    }

    @Test
    void everyNumberExactlyOnceWithTheEmbeddedParts() throws Exception {
        try (Broker broker = new Artemis(folder);
                Database database = new H2(folder)) {
            Report report = kill(broker, database, true);

            assertThat(report.stored()).isEqualTo(report.sent());
            assertThat(report.duplicates()).isZero();
        }
    }

    @Test
    void everyNumberAtLeastOnceWhereTheyHaveNone() throws Exception {
        try (Broker broker = new Mosquitto(folder);
                Database database = new H2(folder)) {
            Report report = kill(broker, database, false);

            assertThat(report.stored()).isEqualTo(report.sent());
        }
    }

    private Report kill(Broker broker, Database database, boolean timed) throws Exception {
        broker.start();
        try (ChildServer server = new ChildServer(folder, Settings.durable(broker, database));
                Cars cars = new Cars(broker, timed)) {
            server.start();
            awaitRecording(server); // from now on the broker keeps what comes
            CompletableFuture<Void> end = cars.drive(PER_SECOND);
            for (int i = 0; i < KILLS; i++) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(TimeUnit.SECONDS.toNanos(2)));
                cars.atMost(WHILE_AWAY);
                server.kill();
                server.start();
                awaitRecording(server);
                cars.goOn();
            }
            cars.stop();
            end.get(Patience.SECONDS, TimeUnit.SECONDS);
            Report[] report = new Report[1];
            await("all of them").untilAsserted(() -> {
                Recorded recorded = Recorded.at(server.port());
                report[0] = Report.of(
                        "kill -9, " + KILLS + " times" + (timed ? "" : ", messages without a time"),
                        broker + ", " + database,
                        cars,
                        recorded);
                assertThat(recorded.missing(cars.sent())).isEmpty();
            });
            return report[0].tell();
        }
    }

    private static void awaitRecording(ChildServer server) {
        await("the server").until(server::isRecording);
    }
}
