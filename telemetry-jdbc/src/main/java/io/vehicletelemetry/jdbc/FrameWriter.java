package io.vehicletelemetry.jdbc;

import io.vehicletelemetry.core.history.HistoryException;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches, each in one transaction.
 *
 * <p><em>Thread-safe.</em>
 */
final class FrameWriter {

    private static final System.Logger LOG = System.getLogger(JdbcTelemetryHistory.class.getName());
    private static final int SHOWN_CONTENT = 65_536;
    private static final int NO_RIGHTS = 90_040;

    private final Database database;
    private final Dialect dialect;
    private final Statements sql;
    private final Layouts layouts;
    private final Partitions partitions;
    private volatile boolean mayNotSync;

    FrameWriter(Database database, Dialect dialect, Statements sql, Layouts layouts, Partitions partitions) {
        this.database = database;
        this.dialect = dialect;
        this.sql = sql;
        this.layouts = layouts;
        this.partitions = partitions;
    }

    int append(List<RecordedFrame> batch) {
        Map<VehicleId, Layout> ofVehicles = layouts(batch);
        partitions.make(batch);
        return database.transaction("storing " + batch.size() + " frames", connection -> {
            List<RecordedFrame> news = withoutCounted(connection, batch, ofVehicles);
            return news.isEmpty() ? 0 : insert(connection, news, ofVehicles);
        });
    }

    /** Brings what is committed to the disk, where the database would do that later. */
    void sync() {
        if (!dialect.isDelayed() || mayNotSync) {
            return;
        }
        try {
            database.transaction("writing to disk what was stored", connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute(sql.get("sync"));
                }
            });
        } catch (HistoryException e) {
            if (!(e.getCause() instanceof SQLException failure) || failure.getErrorCode() != NO_RIGHTS) {
                throw e;
            }
            mayNotSync = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The database writes what is committed to its files a while later, and this user may not ask for more:"
                            + " what is recorded in the last half second before a crash is lost. Let an administrator of"
                            + " the database do SET WRITE_DELAY 0.",
                    e);
        }
    }

    private Map<VehicleId, Layout> layouts(List<RecordedFrame> batch) {
        Map<VehicleId, Layout> found = new HashMap<>();
        Map<VehicleId, Set<String>> names = new HashMap<>();
        for (RecordedFrame frame : batch) {
            Layout known = found.computeIfAbsent(frame.vehicle(), layouts::kept);
            if (known == null || known.positions(frame.signals()) == null) {
                names.computeIfAbsent(frame.vehicle(), vehicle -> new LinkedHashSet<>())
                        .addAll(frame.signals().names());
            }
        }
        names.forEach((vehicle, ofVehicle) -> found.put(vehicle, layouts.having(vehicle, ofVehicle)));
        return found;
    }

    /** Leaves out the messages whose devices counted them and that came before. */
    private List<RecordedFrame> withoutCounted(
            Connection connection, List<RecordedFrame> batch, Map<VehicleId, Layout> ofVehicles) throws SQLException {
        if (batch.stream().noneMatch(RecordedFrame::sequenced)) {
            return batch;
        }
        List<RecordedFrame> news = new ArrayList<>(batch.size());
        try (PreparedStatement insert = connection.prepareStatement(sql.get("insertSequence"))) {
            for (RecordedFrame frame : batch) {
                insert.setInt(1, vehicle(frame, ofVehicles));
                insert.setLong(2, frame.key());
                insert.setLong(3, Signals.micros(frame.arrival()));
                if (!frame.sequenced() || insert.executeUpdate() == 1) {
                    news.add(frame);
                }
            }
        }
        return news;
    }

    private int insert(Connection connection, List<RecordedFrame> frames, Map<VehicleId, Layout> ofVehicles)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql.get("insertFrame"))) {
            for (RecordedFrame frame : frames) {
                Layout layout = layout(frame, ofVehicles);
                long observed = Signals.micros(frame.time());
                long arrived = Signals.micros(frame.arrival());
                FrameRow row = FrameRow.of(frame.signals(), found(layout.positions(frame.signals())), layout.size());
                insert.setInt(1, layout.vehicle());
                insert.setLong(2, observed);
                insert.setLong(3, frame.key());
                if (arrived == observed) {
                    insert.setNull(4, Types.BIGINT);
                } else {
                    insert.setLong(4, arrived);
                }
                insert.setObject(5, row.numbers()); // both drivers take arrays so; setArray copies them once more
                setOthers(insert, row.others());
                insert.addBatch();
            }
            int added = 0;
            for (int count : executed(insert, frames.size())) {
                // A driver that was told to rewrite batches does not know: then nothing counts as a duplicate.
                added += count == Statement.SUCCESS_NO_INFO ? 1 : count;
            }
            return added;
        }
    }

    /**
     * On H2 an insertion of what is there already fails, and those after it are done: that is twice as fast as a MERGE.
     * (INSERT .. WHERE NOT EXISTS does not see the row before it in the batch: H2 remembers the answer of the subquery.)
     */
    private int[] executed(PreparedStatement insert, int rows) throws SQLException {
        try {
            return insert.executeBatch();
        } catch (BatchUpdateException e) {
            if (dialect != Dialect.H2) {
                throw e;
            }
            return Failures.withoutDuplicates(e, rows);
        }
    }

    private static void setOthers(PreparedStatement insert, String @Nullable [] others) throws SQLException {
        if (others == null) {
            insert.setNull(6, Types.ARRAY);
        } else {
            insert.setObject(6, others);
        }
    }

    void appendStates(List<RecordedState> batch) {
        Map<VehicleId, Layout> ofVehicles = new HashMap<>();
        batch.forEach(state -> ofVehicles.computeIfAbsent(state.vehicle(), id -> layouts.having(id, Set.of())));
        database.transaction("storing " + batch.size() + " states", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql.get("insertState"))) {
                for (RecordedState state : batch) {
                    insert.setInt(1, found(ofVehicles.get(state.vehicle())).vehicle());
                    insert.setLong(2, Signals.micros(state.since()));
                    insert.setString(3, state.state().name());
                    insert.setString(4, state.cause().name());
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    void putAside(RecordedFrame frame, String reason) {
        database.transaction("putting a frame aside", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql.get("insertReject"))) {
                insert.setString(1, frame.vehicle().value());
                insert.setLong(2, Signals.micros(frame.time()));
                insert.setLong(3, Signals.micros(frame.arrival()));
                insert.setString(4, shown(reason));
                insert.setString(5, shown(frame.signals().toString()));
                return insert.executeUpdate();
            }
        });
    }

    /** Bounded, and without the character that PostgreSQL knows no place for: it is here because of it, perhaps. */
    private static String shown(String text) {
        String bounded = text.length() > SHOWN_CONTENT ? text.substring(0, SHOWN_CONTENT - 1) + "…" : text;
        return bounded.replace("\0", "\\u0000");
    }

    private static int vehicle(RecordedFrame frame, Map<VehicleId, Layout> ofVehicles) {
        return layout(frame, ofVehicles).vehicle();
    }

    private static Layout layout(RecordedFrame frame, Map<VehicleId, Layout> ofVehicles) {
        return found(ofVehicles.get(frame.vehicle()));
    }

    private static <T> T found(@Nullable T ofBatch) {
        if (ofBatch == null) {
            throw new IllegalStateException("the layout of a vehicle of this batch is missing");
        }
        return ofBatch;
    }
}
