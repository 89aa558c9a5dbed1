package io.vehicletelemetry.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The pool that connections come from, as far as it can be told what the connections themselves cannot. */
final class Pool {

    private Pool() {}

    /** Lets a pool of HikariCP replace all of its connections; it would find out with each of them alone. */
    static void evict(DataSource source) throws SQLException {
        if (isHikariPresent()) {
            Hikari.evict(source);
        }
    }

    private static boolean isHikariPresent() {
        try {
            Class.forName("com.zaxxer.hikari.HikariDataSource", false, Pool.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** A class of its own, loaded only where HikariCP is. */
    private static final class Hikari {

        static void evict(DataSource source) throws SQLException {
            if (source.isWrapperFor(HikariDataSource.class)) {
                HikariPoolMXBean pool = source.unwrap(HikariDataSource.class).getHikariPoolMXBean();
                if (pool != null) {
                    pool.softEvictConnections();
                }
            }
        }
    }
}
