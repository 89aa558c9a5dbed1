package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Makes the tables: by Flyway where it is present, with a history of its own; else by the same scripts. */
final class Migration {

    private static final String HISTORY_TABLE = "telemetry_migrations";
    private static final String SCRIPT = "V1__history.sql";

    private Migration() {}

    static void run(DataSource source, Database database, Dialect dialect, boolean again) {
        boolean there = database.transaction("looking at the tables", Tables::areThere);
        if (there && again) {
            return;
        }
        if (isFlywayPresent(dialect)) {
            ByFlyway.run(source, dialect, there);
        } else if (!there) {
            database.transaction("making the tables", connection -> script(connection, dialect));
        }
    }

    static void check(Database database) {
        if (!database.transaction("looking at the tables", Tables::areThere)) {
            throw HistoryException.refused(
                    "the tables are missing: apply " + SCRIPT + " or let the history make them", null);
        }
    }

    private static int script(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : Statements.script(dialect, SCRIPT)) {
                statement.execute(sql);
            }
        }
        return 1;
    }

    private static boolean isFlywayPresent(Dialect dialect) {
        return isPresent("org.flywaydb.core.Flyway")
                && (dialect == Dialect.H2 || isPresent("org.flywaydb.database.postgresql.PostgreSQLDatabaseType"));
    }

    private static boolean isPresent(String type) {
        try {
            Class.forName(type, false, Migration.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** A class of its own, loaded only where Flyway is. */
    private static final class ByFlyway {

        static void run(DataSource source, Dialect dialect, boolean there) {
            try {
                Flyway.configure(Migration.class.getClassLoader())
                        .dataSource(source)
                        .locations("classpath:" + dialect.folder())
                        .table(HISTORY_TABLE)
                        .baselineOnMigrate(true) // the schema is the application's: it need not be empty
                        .baselineVersion(there ? "1" : "0") // somebody may have applied the script by hand
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                if (e.getCause() instanceof SQLException failure) {
                    throw Failures.of("migrating", failure);
                }
                throw HistoryException.refused("migrating failed: " + e.getMessage(), e);
            }
        }
    }
}
