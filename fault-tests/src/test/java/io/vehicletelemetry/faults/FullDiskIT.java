package io.vehicletelemetry.faults;

import static io.vehicletelemetry.faults.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of an embedded H2 is full in the middle of a stream, and has room again later. */
@Timeout(300)
class FullDiskIT {

    /** What comes meanwhile is for stock Mosquitto to keep: 1,000 messages. */
    private static final int PER_SECOND = 25;

    private static final int MEANWHILE = 4 * PER_SECOND;

    private final Path folder;
    private final Broker broker;
    private final Database database;

    FullDiskIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        SmallDisk.register();
        database = new H2(folder, SmallDisk.SCHEME + ":");
        broker = new Mosquitto(folder);
        broker.start();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void liveGoesOnAndTheRecordDoesOnceThereIsRoom() throws Exception {
        try (LocalServer server = server();
                Cars cars = new Cars(broker, true)) {
            server.recording(cars, true);
            CompletableFuture<Void> end = cars.drive(PER_SECOND);
            for (int i = 0; i < 2; i++) {
                fill(server, cars);
                SmallDisk.size(Long.MAX_VALUE);
                long before = server.durable().stats().stored();
                await("the record").until(() -> server.durable().stats().stored() > before + MEANWHILE);
            }
            cars.stop();
            end.get(Patience.SECONDS, TimeUnit.SECONDS);

            awaitAll("disk full, twice, and room again", server, cars);
        }
    }

    @Test
    void whatWasNotAcknowledgedComesToTheServerThatIsStartedOnceThereIsRoom() throws Exception {
        try (Cars cars = new Cars(broker, true)) {
            try (LocalServer server = server()) {
                server.recording(cars, true);
                CompletableFuture<Void> end = cars.drive(PER_SECOND);
                fill(server, cars);
                cars.stop();
                end.get(Patience.SECONDS, TimeUnit.SECONDS);
            }
            SmallDisk.size(Long.MAX_VALUE);
            try (LocalServer server = server()) {
                awaitAll("disk full, server stopped, started with room", server, cars);
            }
        }
    }

    /** Returns once the database found no room and the live path went on for a while. */
    private void fill(LocalServer server, Cars cars) throws Exception {
        int refused = SmallDisk.refused();
        await("a stream").until(() -> server.live() > PER_SECOND);
        SmallDisk.size(Files.size(folder.resolve("history.mv.db")));
        await("a full disk").until(() -> SmallDisk.refused() > refused);
        int then = cars.last();
        await("live").until(() -> server.live() > then + MEANWHILE);
    }

    private void awaitAll(String fault, LocalServer server, Cars cars) {
        await("all of them")
                .untilAsserted(
                        () -> assertThat(server.recorded().missing(cars.sent())).isEmpty());
        Report report = Report.of(fault, broker + ", " + database, cars, server.recorded())
                .tell();
        assertThat(report.duplicates()).isZero();
    }

    private LocalServer server() {
        return new LocalServer(Settings.durable(broker, database));
    }
}
