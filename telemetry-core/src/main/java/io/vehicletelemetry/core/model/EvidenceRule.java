package io.vehicletelemetry.core.model;

import java.util.Objects;

/**
 * Decides which live frames are evidence that their vehicle runs: for a device that goes on talking after the vehicle was
 * switched off. A frame that fails the rule is merged, passed on and recorded as any other; it only does not make the
 * vehicle run, and does not move its deadline.
 *
 * <p>A rule of one's own is one lambda:
 *
 * <pre>{@code
 * EvidenceRule charging = evidence ->
 *         evidence.value("auxiliary_battery_voltage") instanceof SignalValue.OfDecimal volts && volts.value() > 13.2;
 * }</pre>
 *
 * <p>A rule that throws lets its frame pass as no evidence; the failure is reported.
 *
 * <p><em>Thread-safe. Called for every live frame it is set for, by the threads that bring telemetry in; must not
 * block.</em>
 */
@FunctionalInterface
public interface EvidenceRule {

    /** How rules are written, for messages. */
    String GRAMMAR = "allowed are changed, ignition, and <signal> <op> <number> with one of > >= < <= = !=,"
            + " such as rpm > 0";

    /**
     * Whether a frame that was just merged is evidence of life.
     *
     * @param evidence the vehicle right after the merge; not to be used after this call
     * @return true if the vehicle runs
     */
    boolean holds(Evidence evidence);

    /**
     * Reads a rule:
     *
     * <ul>
     *   <li>{@code changed}: the frame changed something, see {@link Evidence#changed()}. Against a device that repeats
     *       frozen values.
     *   <li>{@code ignition}: the signal {@code ignition} was observed within the timeout and is on: true, a number other
     *       than 0, or one of the texts {@code on}, {@code true} and {@code yes} in any case.
     *   <li>{@code <signal> <op> <number>}, such as {@code rpm > 0}: the signal was observed within the timeout and its
     *       value compares so. The operator is one of {@code >}, {@code >=}, {@code <}, {@code <=}, {@code =} and
     *       {@code !=}. True counts as 1 and false as 0; a text and null compare with nothing.
     * </ul>
     *
     * @param text the rule
     * @return the rule; its {@link Object#toString()} is the text in its usual form
     * @throws IllegalArgumentException if the text is no rule; the message has the text, the position from 0, what is
     *     wrong there and {@link #GRAMMAR}
     */
    static EvidenceRule parse(String text) {
        return EvidenceText.parse(Objects.requireNonNull(text, "text"));
    }
}
