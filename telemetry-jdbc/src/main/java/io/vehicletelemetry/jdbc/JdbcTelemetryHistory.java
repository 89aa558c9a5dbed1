package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryBucket;
import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.LastKnown;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.VehicleId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A history in a relational database: H2 or PostgreSQL, over any {@link DataSource}.
 *
 * <pre>{@code
 * TelemetryHistory history = JdbcTelemetryHistory.builder(dataSource).retention(Duration.ofDays(90)).build();
 * }</pre>
 *
 * <p>Its tables begin with {@code telemetry_}, in the default schema of the connections. They are made and checked when
 * the history is used for the first time, or by {@link #prepare()}. The data source stays open when the history is closed.
 *
 * <p><em>Thread-safe.</em>
 */
public final class JdbcTelemetryHistory implements TelemetryHistory {
    /*
     * Invariant: `store` is set once the tables are known to be right. It is volatile and written under this object's
     * lock, which is held while the tables are made: who comes in between waits for them. Until that went well, every use
     * tries again; so it does once the database was lost.
     */

    private final DataSource source;
    private final boolean migrating;
    private final Duration queryTimeout;
    private final @Nullable RetentionThread retention;
    private volatile @Nullable Store store;

    private JdbcTelemetryHistory(Builder builder) {
        this.source = builder.source;
        this.migrating = builder.migrating;
        this.queryTimeout = builder.queryTimeout;
        this.retention = builder.retention == null
                ? null
                : new RetentionThread(
                        builder.retention, time -> store().retention().removeBefore(time));
    }

    /**
     * Starts a history.
     *
     * @param source where connections come from, best a pool
     * @return a builder
     */
    public static Builder builder(DataSource source) {
        return new Builder(source);
    }

    /**
     * Makes the tables where they are missing, checks them, and begins to remove what is too old. Idempotent.
     *
     * @throws HistoryException if the database is away, is none that is known, or has tables of another shape, which are
     *     left as they are
     */
    public void prepare() {
        store();
    }

    private Store store() {
        Store ready = store;
        return ready != null && !ready.database().isLost() ? ready : prepared();
    }

    private synchronized Store prepared() {
        Store before = store;
        if (before != null && !before.database().isLost()) {
            return before;
        }
        Store made = opened(before != null);
        store = made;
        if (before == null && retention != null) {
            retention.start();
        }
        return made;
    }

    /** What was right once and is not now may be again: nothing that is to be stored is refused for it. */
    private Store opened(boolean again) {
        try {
            return Store.open(source, migrating, again, queryTimeout);
        } catch (HistoryException e) {
            throw again && !e.isPassing() ? HistoryException.away(String.valueOf(e.getMessage()), e) : e;
        }
    }

    @Override
    public int append(List<RecordedFrame> frames) {
        List<RecordedFrame> batch = List.copyOf(frames);
        if (batch.isEmpty()) {
            return 0;
        }
        Store ready = store();
        try {
            return ready.writer().append(batch);
        } catch (HistoryException e) {
            ready.partitions().forget();
            if (!Failures.isWithoutPartition(e)) {
                throw e;
            }
        }
        return ready.writer().append(batch); // the retention of another process was faster: now it is made again
    }

    @Override
    public void sync() {
        store().writer().sync();
    }

    @Override
    public void appendStates(List<RecordedState> states) {
        List<RecordedState> batch = List.copyOf(states);
        if (!batch.isEmpty()) {
            store().writer().appendStates(batch);
        }
    }

    @Override
    public void putAside(RecordedFrame frame, String reason) {
        store().writer().putAside(frame, reason);
    }

    @Override
    public List<RecordedFrame> find(HistoryQuery query) {
        return store().reader().find(query);
    }

    @Override
    public long count(HistoryQuery query) {
        return store().reader().count(query);
    }

    @Override
    public List<RecordedFrame> newest(VehicleId vehicle, int limit) {
        return store().reader().newest(vehicle, limit);
    }

    @Override
    public LastKnown last(VehicleId vehicle, Instant before, int depth) {
        return store().lastValues().find(vehicle, before, depth);
    }

    @Override
    public List<VehicleId> vehicles() {
        Store ready = store();
        return ready.queries().ask("listing vehicles", (connection, deadline) -> {
            List<VehicleId> vehicles = new ArrayList<>();
            try (PreparedStatement list =
                            connection.prepareStatement(ready.sql().get("vehicles"));
                    ResultSet rows = list.executeQuery()) {
                while (rows.next()) {
                    vehicles.add(VehicleId.of(rows.getString(1)));
                }
            }
            return vehicles;
        });
    }

    @Override
    public List<String> signals(VehicleId vehicle) {
        return store().reader().signals(vehicle);
    }

    @Override
    public List<HistoryBucket> summarize(HistoryQuery query, Duration width) {
        return store().summaries().summarize(query, width);
    }

    @Override
    public List<RecordedState> states(VehicleId vehicle, Instant from, Instant to) {
        return states(vehicle, from, to, Integer.MAX_VALUE);
    }

    @Override
    public List<RecordedState> states(VehicleId vehicle, Instant from, Instant to, int limit) {
        return store().states().find(vehicle, from, to, limit);
    }

    /**
     * Removes what was observed before a time: what {@link Builder#retention} does by itself. Where there are partitions,
     * one is removed once all of it is older.
     *
     * @param time the first time that stays
     * @throws HistoryException if the database is away, or if a partition that is to go is being read
     */
    public void removeBefore(Instant time) {
        store().retention().removeBefore(time);
    }

    /** Ends the removal of what is too old. The data source stays open. Idempotent. */
    @Override
    public void close() {
        if (retention != null) {
            retention.close();
        }
    }

    /**
     * Makes a history.
     *
     * <p><em>Confined to one thread at a time: no locking.</em>
     */
    public static final class Builder {
        private final DataSource source;
        private boolean migrating = true;
        private @Nullable Duration retention;
        private Duration queryTimeout = Duration.ofSeconds(30);

        private Builder(DataSource source) {
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * Sets whether the history makes and migrates its tables: by Flyway where it is on the class path, with the
         * history table {@code telemetry_migrations}, else by the same scripts.
         *
         * @param migrating true by default; false where the scripts are applied by hand
         * @return this
         */
        public Builder migrating(boolean migrating) {
            this.migrating = migrating;
            return this;
        }

        /**
         * Sets after what time frames and states are removed.
         *
         * @param retention the time, at least a minute, or null for never, which is the default
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder retention(@Nullable Duration retention) {
            if (retention != null && retention.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalArgumentException("retention " + retention + ": allowed are durations from a minute");
            }
            this.retention = retention;
            return this;
        }

        /**
         * Sets after what time the database gives up a question that takes too long: it fails, as where the database is
         * away. Storing is not bounded by it.
         *
         * @param timeout the time, 30 seconds by default, from a millisecond to an hour
         * @return this
         * @throws IllegalArgumentException if it is none of these
         */
        public Builder queryTimeout(Duration timeout) {
            if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "queryTimeout " + timeout + ": allowed are durations from a millisecond to an hour");
            }
            this.queryTimeout = timeout;
            return this;
        }

        /**
         * Makes the history. Nothing is opened.
         *
         * @return the history
         */
        public JdbcTelemetryHistory build() {
            return new JdbcTelemetryHistory(this);
        }
    }
}
