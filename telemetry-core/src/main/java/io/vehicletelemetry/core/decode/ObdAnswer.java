package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.decode.ObdPids.Formula;
import io.vehicletelemetry.core.decode.ObdPids.Pid;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a control unit answers in one CAN frame (ISO 15765-4): a single frame of the transport layer (ISO 15765-2) that
 * answers service 01 (SAE J1979), from an emissions-related unit. In it, one parameter after the other: its id, its bytes.
 */
final class ObdAnswer {

    /** 11 bits: the answers of the eight units that a tester reaches at {@code 0x7E0} to {@code 0x7E7}. */
    private static final long FIRST_ID = 0x7E8;

    private static final long LAST_ID = 0x7EF;

    /** 29 bits: to the tester, {@code F1}, from the unit in the last byte. */
    private static final long EXTENDED_ID = 0x18DAF100;

    private static final long EXTENDED_MASK = 0x1FFFFF00;

    private static final int POSITIVE_ANSWER = 0x40;
    private static final int CURRENT_DATA = 0x01;
    private static final int NEGATIVE_ANSWER = 0x7F;

    private ObdAnswer() {}

    /** Reads a frame: its values into the builder, what is not used of it to the other. */
    static void read(CanFrame can, TelemetryFrame.Builder values, BiConsumer<RejectReason, String> refused) {
        if (!can.isSound()) {
            refused.accept(RejectReason.MALFORMED, "no CAN frame: id, length or data out of their range");
            return;
        }
        String other = other(can);
        if (other != null) {
            refused.accept(RejectReason.NO_SIGNALS, "CAN frame 0x" + Long.toHexString(can.id()) + ": " + other);
            return;
        }
        parameters(can, 1 + can.octet(0), values, refused);
    }

    /** Why a frame is no answer of this kind; null where it is one. */
    private static @Nullable String other(CanFrame can) {
        boolean answers = can.isExtended()
                ? (can.id() & EXTENDED_MASK) == EXTENDED_ID
                : can.id() >= FIRST_ID && can.id() <= LAST_ID;
        if (!answers || can.isRemote()) {
            return "a request or other traffic, no answer to a tester";
        }
        int length = can.length() == 0 ? 0 : can.octet(0);
        if (length < 2 || length >= can.length()) {
            return "part of a longer message, or none";
        }
        if (can.octet(1) == NEGATIVE_ANSWER) {
            return "a negative answer";
        }
        return can.octet(1) == POSITIVE_ANSWER + CURRENT_DATA ? null : "an answer of another service than 01";
    }

    private static void parameters(
            CanFrame can, int end, TelemetryFrame.Builder values, BiConsumer<RejectReason, String> refused) {
        int at = 2;
        while (at < end) {
            Pid pid = ObdPids.standard().get(can.octet(at));
            if (pid == null || at + pid.bytes() >= end) {
                refused.accept(
                        pid == null ? RejectReason.NO_SIGNALS : RejectReason.MALFORMED,
                        "PID 0x" + Integer.toHexString(can.octet(at)) + ": not known, or cut short");
                return;
            }
            if (pid.formulas().isEmpty()) {
                refused.accept(
                        RejectReason.NO_SIGNALS,
                        "PID 0x" + Integer.toHexString(can.octet(at)) + ": none of the signal table");
            }
            for (Formula formula : pid.formulas()) {
                if (formula.isSupported(can.octet(at + 1))) {
                    values.signal(formula.signal(), value(formula, can.number(at + 1 + formula.at(), formula.width())));
                }
            }
            at += 1 + pid.bytes();
        }
    }

    private static SignalValue value(Formula formula, long raw) {
        long scaled = raw * formula.multiply();
        return formula.isWhole()
                ? SignalValue.of(scaled + formula.add())
                : SignalValue.of((double) scaled / formula.divide() + formula.add());
    }
}
