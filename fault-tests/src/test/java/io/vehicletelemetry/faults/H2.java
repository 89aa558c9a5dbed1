package io.vehicletelemetry.faults;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in a folder, in the process of whoever opens it. */
record H2(Path folder, String prefix) implements Database {

    H2(Path folder) {
        this(folder, "file:");
    }

    @Override
    public String url() {
        return "jdbc:h2:" + prefix + folder.resolve("history").toAbsolutePath();
    }

    @Override
    public String user() {
        return "sa";
    }

    @Override
    public DataSource source() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url());
        source.setUser(user());
        return source;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "H2 in a folder";
    }
}
