package io.vehicletelemetry.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL in a folder, that can be stopped and started again. */
final class Postgres implements Database {

    private final Path folder;
    private final int port = Ports.free();
    private @Nullable EmbeddedPostgres server;

    Postgres(Path folder) throws Exception {
        this.folder = folder;
        start();
    }

    void start() throws Exception {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres-" + port))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(Patience.SECONDS))
                .start();
    }

    void stop() throws Exception {
        EmbeddedPostgres running = server;
        if (running != null) {
            server = null;
            running.close();
        }
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public DataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(user());
        return source;
    }

    @Override
    public void close() throws Exception {
        stop();
    }

    @Override
    public String toString() {
        return "PostgreSQL 18";
    }
}
