package io.vehicletelemetry.jdbc;

import javax.sql.DataSource;

class H2JdbcHistoryTest extends JdbcHistoryTests {

    @Override
    DataSource fresh() {
        return H2Databases.fresh();
    }

    @Override
    String queryTimeout() {
        return "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT'";
    }
}
