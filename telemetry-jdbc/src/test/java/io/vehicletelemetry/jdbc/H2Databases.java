package io.vehicletelemetry.jdbc;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Databases in memory, each on its own, until the JVM ends. */
final class H2Databases {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private H2Databases() {}

    static DataSource fresh() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:history" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        return source;
    }
}
