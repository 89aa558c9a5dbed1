package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Texts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a text says: the number that it is, or itself. */
final class TextValue {

    /** Spellings of what is no number, by C, Java, JavaScript and Python. */
    private static final Set<String> NOT_FINITE =
            Set.of("NaN", "nan", "-nan", "Infinity", "+Infinity", "-Infinity", "inf", "+inf", "-inf");

    private TextValue() {}

    /** Numbers are numbers, with or without spaces around; null where it is spelt as not finite, or not well-formed. */
    static @Nullable SignalValue of(String text) {
        String trimmed = text.trim();
        if (NumberText.isNumber(trimmed)) {
            return NumberText.value(trimmed);
        }
        return NOT_FINITE.contains(trimmed) ? null : verbatim(text);
    }

    /** The text as it is, whatever it looks like; null where it is not well-formed. */
    static @Nullable SignalValue verbatim(String text) {
        return Texts.isWellFormed(text) ? SignalValue.of(text) : null;
    }

    /** Whether a text is written as a number, finite or not. */
    static boolean isNumeric(String trimmed) {
        return NumberText.isNumber(trimmed) || NOT_FINITE.contains(trimmed);
    }
}
