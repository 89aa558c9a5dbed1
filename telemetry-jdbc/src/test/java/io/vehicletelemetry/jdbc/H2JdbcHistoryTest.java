package io.vehicletelemetry.jdbc;

import javax.sql.DataSource;

class H2JdbcHistoryTest extends JdbcHistoryTests {

    @Override
    DataSource fresh() {
        return H2Databases.fresh();
    }
}
