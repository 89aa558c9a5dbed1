package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes one message through a decoder and the rules, as the pipeline does, and writes down what came of it in one line:
 * {@code {rpm=1605, name='x'}} a frame, {@code online} availability, {@code !REASON} a part left out, {@code REASON} a
 * message refused as a whole.
 */
final class Trial implements TelemetryDecoder.Output {

    static final Instant ARRIVAL = Instant.parse("2025-11-27T16:04:47.234Z");

    final List<TelemetryFrame> frames = new ArrayList<>();
    final List<Availability> availabilities = new ArrayList<>();
    final List<String> details = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final SignalRules rules;

    private Trial(TelemetryLimits limits) {
        this.rules = new SignalRules(limits, SignalTable.standard());
    }

    static RawMessage.Builder message(String topic, byte[] payload) {
        return RawMessage.builder(topic, payload, ARRIVAL, 17);
    }

    static RawMessage.Builder message(String topic, String payload) {
        return message(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    static Trial of(String format, RawMessage message) {
        return of(format, message, TelemetryLimits.defaults());
    }

    static Trial of(String format, RawMessage message, TelemetryLimits limits) {
        return of(TelemetryDecoders.named(format, limits), message, limits);
    }

    static Trial of(TelemetryDecoder decoder, RawMessage message, TelemetryLimits limits) {
        Trial trial = new Trial(limits);
        try {
            decoder.decode(message, trial);
        } catch (DecodeException e) {
            trial.log.add(e.reason().name());
            trial.details.add(String.valueOf(e.getMessage()));
        }
        return trial;
    }

    @Override
    public void frame(TelemetryFrame frame) {
        TelemetryFrame admitted = rules.admit(frame, this::reject);
        if (admitted.signals().isEmpty()) {
            log.add("NO_SIGNALS");
        } else {
            frames.add(admitted);
            log.add(text(admitted.signals()));
        }
    }

    @Override
    public void availability(Availability availability) {
        availabilities.add(availability);
        log.add(availability.online() ? "online" : "offline");
    }

    @Override
    public void reject(RejectReason reason, String detail) {
        log.add("!" + reason);
        details.add(detail);
    }

    boolean isSilent() {
        return log.isEmpty();
    }

    TelemetryFrame onlyFrame() {
        if (frames.size() != 1) {
            throw new AssertionError("expected one frame: " + this);
        }
        return frames.get(0);
    }

    private static String text(Signals signals) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < signals.size(); i++) {
            SignalValue value = signals.value(i);
            all.add(signals.name(i) + "=" + (value.kind() == SignalValue.Kind.TEXT ? "'" + value + "'" : value));
        }
        return "{" + String.join(", ", all) + "}";
    }

    @Override
    public String toString() {
        return String.join(" ", log);
    }
}
