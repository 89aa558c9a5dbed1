package io.vehicletelemetry.core.decode;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canonical signals: names, units, ranges, OBD-II PIDs, from the resource {@code signals.tsv} beside this class.
 *
 * <p><em>Immutable.</em>
 */
public final class SignalTable {

    private final List<SignalDefinition> signals;
    private final Map<String, SignalDefinition> byName;

    SignalTable(List<SignalDefinition> signals) {
        this.signals = List.copyOf(signals);
        Map<String, SignalDefinition> names = new HashMap<>();
        this.signals.forEach(signal -> names.put(signal.name(), signal));
        this.byName = Collections.unmodifiableMap(names);
    }

    /**
     * The table of this library.
     *
     * @return the table
     */
    public static SignalTable standard() {
        return Standard.TABLE;
    }

    /**
     * A signal by its canonical name.
     *
     * @param name the name
     * @return what is known of it, or null where the table does not have it
     */
    public @Nullable SignalDefinition get(String name) {
        return byName.get(name);
    }

    /**
     * All signals in the order of the table.
     *
     * @return the definitions
     */
    public Collection<SignalDefinition> all() {
        return signals;
    }

    /** The table's own instance of a canonical name, so that later comparisons end at the reference. */
    String canonical(String name) {
        SignalDefinition signal = byName.get(name);
        return signal == null ? name : signal.name();
    }

    private static final class Standard {
        static final SignalTable TABLE = SignalTableReader.resource("signals.tsv");
    }
}
