package io.vehicletelemetry.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Why a session ends: what the client is told, and what is counted. Immutable. */
record Ending(@Nullable CloseReason reason, @Nullable Function<Counters, LongAdder> counted) {

    private static final int MAX_PHRASE_BYTES = 123;
    private static final Ending CLOSED_BY_CONTAINER = new Ending(null, null);

    /** It is closed already. */
    static Ending closedByContainer() {
        return CLOSED_BY_CONTAINER;
    }

    static Ending shuttingDown() {
        return with(CloseCodes.GOING_AWAY, "server shutting down", null);
    }

    static Ending unanswered() {
        return with(CloseCodes.GOING_AWAY, "no answer to ping", counters -> counters.unanswered);
    }

    static Ending sendTimeout() {
        return with(CloseCodes.GOING_AWAY, "send timeout", counters -> counters.sendTimeouts);
    }

    static Ending sendFailed() {
        return with(CloseCodes.GOING_AWAY, "send failed", counters -> counters.sendFailures);
    }

    static Ending internalError() {
        return with(CloseCodes.UNEXPECTED_CONDITION, "internal error", null);
    }

    static Ending tooManySessions() {
        return with(CloseCodes.TRY_AGAIN_LATER, "as many sessions as the server may hold", null);
    }

    static Ending binary() {
        return with(CloseCodes.CANNOT_ACCEPT, "binary is not understood", counters -> counters.badMessages);
    }

    static Ending tooBig(int maxBytes) {
        return with(CloseCodes.TOO_BIG, "at most " + maxBytes + " bytes", counters -> counters.badMessages);
    }

    static Ending tooManyBadMessages() {
        return with(CloseCodes.VIOLATED_POLICY, "too many bad messages", null);
    }

    /** The phrase is shortened to what a close frame holds (RFC 6455, 5.5: 125 bytes with the code). */
    static Ending notAllowed(String phrase) {
        int end = phrase.length();
        while (phrase.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_PHRASE_BYTES
                || (end > 0 && Character.isHighSurrogate(phrase.charAt(end - 1)))) {
            end--;
        }
        return with(CloseCodes.VIOLATED_POLICY, phrase.substring(0, end), null);
    }

    private static Ending with(CloseCode code, String phrase, @Nullable Function<Counters, LongAdder> counted) {
        return new Ending(new CloseReason(code, phrase), counted);
    }
}
