package io.vehicletelemetry.benchmarks.history;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A database in a folder of its own, behind a pool, with the settings that it is delivered with: a commit of PostgreSQL
 * waits for the disk.
 */
final class BenchmarkDatabase implements AutoCloseable {

    private final Path folder;
    private final @Nullable EmbeddedPostgres server;
    private final JdbcConnectionPool pool;

    private BenchmarkDatabase(boolean postgres) throws IOException {
        folder = Files.createTempDirectory("history-benchmark");
        server = postgres ? server(folder) : null;
        pool = server == null ? h2() : postgres(server);
    }

    /**
     * Starts one.
     *
     * @param name h2 or postgresql
     */
    static BenchmarkDatabase open(String name) throws IOException {
        return switch (name) {
            case "h2" -> new BenchmarkDatabase(false);
            case "postgresql" -> new BenchmarkDatabase(true);
            default -> throw new IllegalArgumentException("database " + name + ": allowed are h2 and postgresql");
        };
    }

    private static EmbeddedPostgres server(Path folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setServerConfig("fsync", "on") // off, as this server is meant for tests
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private static JdbcConnectionPool postgres(EmbeddedPostgres server) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(server.getJdbcUrl("postgres", "postgres"));
        source.setUser("postgres");
        return JdbcConnectionPool.create(source);
    }

    private JdbcConnectionPool h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("history"));
        return JdbcConnectionPool.create(source);
    }

    boolean isPostgres() {
        return server != null;
    }

    /** Where its files are, and others may be until it is closed. */
    Path folder() {
        return folder;
    }

    DataSource source() {
        return pool;
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What planners know of a table that has been there for a while. */
    void analyze() throws SQLException {
        execute(isPostgres() ? "VACUUM ANALYZE" : "ANALYZE");
    }

    /** What a table and its indexes take on disk; of H2, which has one file, all of it once it was closed and compacted. */
    long bytes(String table) throws SQLException, IOException {
        if (!isPostgres()) {
            execute("SHUTDOWN COMPACT");
            return Files.size(folder.resolve("history.mv.db"));
        }
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_total_relation_size('" + table + "')")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        pool.dispose();
        if (server != null) {
            server.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(BenchmarkDatabase::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
