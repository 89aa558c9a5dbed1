package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** A WiCAN's flat JSON: its keys, its switches, and what on its topics is no data. */
final class WicanFormat implements FlatJsonFormat {

    /** Last levels that say what a topic is for, and so name no signal. */
    private static final Set<String> PURPOSES = Set.of("rx", "tx", "can", "cmd", "rsp", "status");

    private static final SignalValue ON = SignalValue.of("on");
    private static final SignalValue OFF = SignalValue.of("off");

    private final WicanKeys keys = new WicanKeys(SignalTable.standard());

    @Override
    public String signal(String key) {
        return keys.signal(key);
    }

    @Override
    public @Nullable SignalValue value(String key, JsonParser parser) {
        SignalValue value = JsonPayload.scalar(parser);
        return value == null ? null : bareValue(key, value);
    }

    @Override
    public @Nullable SignalValue bareValue(String key, SignalValue value) {
        if (value.kind() == SignalValue.Kind.TEXT) {
            return value.equals(ON) ? SignalValue.of(true) : value.equals(OFF) ? SignalValue.of(false) : value;
        }
        return keys.value(key, value);
    }

    @Override
    public boolean converts(String key) {
        return keys.converts(key);
    }

    @Override
    public @Nullable String refusal(String key, boolean list, boolean text) {
        return switch (key) {
            case "frame" -> list ? "raw CAN frames: their format is wican-can" : null;
            case "cmd", "command", "rsp" -> text ? "a command or its answer, no data" : null;
            default -> null;
        };
    }

    /** A number on a topic of its own: what the subscription names, else the topic's last level, is its signal. */
    @Override
    public @Nullable String bareSignal(RawMessage message, @Nullable SignalValue value) {
        if (message.signal() != null) {
            return message.signal();
        }
        String level = Topics.lastLevel(message.topic());
        VehicleId vehicle = message.vehicle();
        boolean namesSender = level.equals(message.device()) || (vehicle != null && level.equals(vehicle.value()));
        boolean number = value != null && value.number().isPresent();
        return number && !namesSender && !level.isEmpty() && !PURPOSES.contains(level) ? level : null;
    }
}
