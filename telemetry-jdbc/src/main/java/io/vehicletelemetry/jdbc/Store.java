package io.vehicletelemetry.jdbc;

import java.time.Duration;
import javax.sql.DataSource;

/** What a database is used with once it was reached and its tables are known to be right. */
record Store(
        Database database,
        Statements sql,
        FrameWriter writer,
        Queries queries,
        FrameReader reader,
        Summaries summaries,
        States states,
        LastValues lastValues,
        Partitions partitions,
        Retention retention) {

    /**
     * Finds out which database it is, and makes its tables, if that is wanted, and checks them.
     *
     * @param again whether that went well before: then nothing is migrated unless the tables are gone
     */
    static Store open(DataSource source, boolean migrating, boolean again, Duration queryTimeout) {
        Database database = new Database(source);
        Dialect dialect = database.transaction("asking which database it is", Dialect::of);
        if (migrating) {
            Migration.run(source, database, dialect, again);
        }
        Migration.check(database);
        Statements sql = Statements.of(dialect);
        Queries queries = new Queries(database, dialect, sql, queryTimeout);
        Layouts layouts = new Layouts(database, sql);
        Partitions partitions = new Partitions(database, dialect, sql);
        FrameReader reader = new FrameReader(sql, queries, layouts);
        States states = new States(sql, queries, layouts);
        return new Store(
                database,
                sql,
                new FrameWriter(database, dialect, sql, layouts, partitions),
                queries,
                reader,
                new Summaries(sql, queries, layouts),
                states,
                new LastValues(queries, layouts, reader, states),
                partitions,
                new Retention(database, sql, partitions));
    }
}
