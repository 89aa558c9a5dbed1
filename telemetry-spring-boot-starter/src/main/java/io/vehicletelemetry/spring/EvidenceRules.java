package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.model.EvidenceRule;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Evidence rules as they are written: the name of one of the application's, else one that is read from the text.
 * Immutable.
 *
 * @param beans the application's, by the name of their bean
 */
record EvidenceRules(Map<String, EvidenceRule> beans) {

    /** The rule of a key; null where it was left out. */
    @Nullable
    EvidenceRule written(String key, @Nullable String text) {
        if (text == null) {
            return null;
        }
        EvidenceRule own = beans.get(text.strip());
        return own != null ? own : new Setting<>(key, text).map(this::read);
    }

    private EvidenceRule read(String text) {
        try {
            return EvidenceRule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; or the name of an EvidenceRule bean: "
                            + (beans.isEmpty() ? "none is there" : String.join(", ", new TreeSet<>(beans.keySet()))),
                    e);
        }
    }
}
