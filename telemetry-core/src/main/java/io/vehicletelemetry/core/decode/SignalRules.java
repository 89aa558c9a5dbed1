package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.Texts;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules that every signal has to pass before it is merged, whoever decoded it:
 *
 * <ul>
 *   <li>A name is not empty, not longer than {@link TelemetryLimits#nameLength()}, without control characters and unpaired
 *       surrogates, and not {@value #RESERVED_NAME} ({@link RejectReason#INVALID_NAME}). A name of the table passes.
 *   <li>A text is not longer than {@link TelemetryLimits#textLength()} ({@link RejectReason#TEXT_TOO_LONG}).
 *   <li>A signal of the table that has a unit or a bound is a quantity: a number within its bounds
 *       ({@link RejectReason#OUT_OF_RANGE}), or null, but no text and no boolean ({@link RejectReason#INVALID_VALUE}).
 * </ul>
 *
 * <p>What is refused is left out; the rest of the frame stays.
 *
 * <p><em>Immutable.</em>
 */
public final class SignalRules {

    /** The key that names the vehicle, on the way in and on the way out; never a signal. */
    public static final String RESERVED_NAME = "vehicle_id";

    /** The key under which points of a record carry their time; never a signal. */
    private static final String TIME_NAME = "timestamp";

    private final TelemetryLimits limits;
    private final SignalTable table;

    /**
     * Makes the rules.
     *
     * @param limits what a message may hold
     * @param table the canonical signals
     */
    public SignalRules(TelemetryLimits limits, SignalTable table) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.table = Objects.requireNonNull(table, "table");
    }

    /**
     * Checks one signal.
     *
     * @param name its name
     * @param value its value
     * @return why it is refused, or null where it passes
     */
    public @Nullable RejectReason check(String name, SignalValue value) {
        SignalDefinition known = table.get(name);
        if (known == null && !isName(name)) {
            return RejectReason.INVALID_NAME;
        }
        if (value instanceof SignalValue.OfText text && text.value().length() > limits.textLength()) {
            return RejectReason.TEXT_TOO_LONG;
        }
        return known == null ? null : check(known, value);
    }

    private static @Nullable RejectReason check(SignalDefinition known, SignalValue value) {
        if (value instanceof SignalValue.OfInteger integer) {
            return known.allows((double) integer.value()) ? null : RejectReason.OUT_OF_RANGE;
        }
        if (value instanceof SignalValue.OfDecimal decimal) {
            return known.allows(decimal.value()) ? null : RejectReason.OUT_OF_RANGE;
        }
        boolean quantity = known.unit() != null || known.min() != null || known.max() != null;
        return quantity && value.kind() != SignalValue.Kind.NULL ? RejectReason.INVALID_VALUE : null;
    }

    private boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= limits.nameLength()
                && !name.equals(RESERVED_NAME)
                && !name.equals(TIME_NAME)
                && Texts.isPrintable(name);
    }

    /**
     * Lets a frame in, without what is refused of it. A frame with more signals than
     * {@link TelemetryLimits#signalsPerMessage()} is refused as a whole ({@link RejectReason#TOO_MANY_SIGNALS}).
     *
     * @param frame what arrived
     * @param refused takes each refusal: why, and for people which signal, without control characters; must not block
     * @return the same frame where everything passes; else a frame without the refused signals, perhaps with none
     */
    public TelemetryFrame admit(TelemetryFrame frame, BiConsumer<RejectReason, String> refused) {
        Signals signals = frame.signals();
        if (signals.size() > limits.signalsPerMessage()) {
            refused.accept(RejectReason.TOO_MANY_SIGNALS, signals.size() + " signals");
            return frame.withoutSignals().build();
        }
        for (int i = 0; i < signals.size(); i++) {
            if (check(signals.name(i), signals.value(i)) != null) {
                return admitted(frame, refused);
            }
        }
        return frame;
    }

    private TelemetryFrame admitted(TelemetryFrame frame, BiConsumer<RejectReason, String> refused) {
        TelemetryFrame.Builder admitted = frame.withoutSignals();
        Signals signals = frame.signals();
        for (int i = 0; i < signals.size(); i++) {
            RejectReason reason = check(signals.name(i), signals.value(i));
            if (reason == null) {
                admitted.signal(signals.name(i), signals.value(i));
            } else {
                refused.accept(reason, detail(signals.name(i), signals.value(i)));
            }
        }
        return admitted.build();
    }

    private static String detail(String name, SignalValue value) {
        String signal = "signal " + Texts.quoted(name);
        return value instanceof SignalValue.OfText text
                ? signal + ": a text of " + text.value().length() + " characters"
                : signal + ": " + value;
    }
}
