package io.vehicletelemetry.core.decode;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The canonical signals: names, units, ranges, OBD-II PIDs, from the resource {@code signals.tsv} beside this class.
 *
 * <p><em>Immutable.</em>
 */
public final class SignalTable {

    private SignalTable() {}

    /**
     * The table of this library.
     *
     * @return the table
     */
    public static SignalTable standard() {
        return new SignalTable();
    }

    /**
     * A signal by its canonical name.
     *
     * @param name the name
     * @return what is known of it, or null where the table does not have it
     */
    public @Nullable SignalDefinition get(String name) {
        return null;
    }

    /**
     * All signals in the order of the table.
     *
     * @return the definitions
     */
    public Collection<SignalDefinition> all() {
        return java.util.List.of();
    }
}
