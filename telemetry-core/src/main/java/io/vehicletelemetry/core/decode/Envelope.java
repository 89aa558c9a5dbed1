package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.Texts;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a message says of itself beside its signals: its vehicle, its time, its type. None of them is ever a signal. The
 * last of equal keys counts; null is as if it were absent.
 *
 * <p><em>Confined to one thread at a time: one message, then discarded.</em>
 */
final class Envelope {

    /** What a key of the message is for, where it names no signal. */
    enum Part {
        VEHICLE,
        TIME,
        /** Counts where there is no time. */
        SECOND_TIME,
        /** What kind of message it is. */
        TYPE
    }

    /** Larger ones are no longer exact as a double. */
    private static final double MAX_WHOLE = 1e15;

    /** Stands for a value that can be no id or time, and is none. */
    private static final String NO_ID = "";

    private static final SignalValue NO_TIME = SignalValue.of(false);

    private @Nullable String vehicle;
    private @Nullable SignalValue time;
    private @Nullable SignalValue secondTime;
    private @Nullable String type;

    /** Takes the value that the parser stands at. */
    void take(Part part, JsonParser parser) {
        switch (part) {
            case VEHICLE -> vehicle = id(parser);
            case TIME -> time = time(parser);
            case SECOND_TIME -> secondTime = time(parser);
            case TYPE -> type = id(parser);
        }
    }

    /** What kind of message it is, where it says so. */
    @Nullable
    String type() {
        return type;
    }

    /** Whether it stands for itself: it has a time or a vehicle. */
    boolean standsAlone() {
        return vehicle != null || time != null || secondTime != null;
    }

    /** Takes the vehicle of the message around, where it has none of its own. */
    void within(Envelope around) {
        if (vehicle == null) {
            vehicle = around.vehicle;
        }
    }

    /** As it is written: an id is no number, even where it looks like one. */
    private static @Nullable String id(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getString().startsWith("-") ? NO_ID : parser.getString();
            case VALUE_NUMBER_FLOAT ->
                JsonPayload.scalar(parser) instanceof SignalValue.OfDecimal decimal ? wholeId(decimal.value()) : NO_ID;
            case VALUE_NULL -> null;
            default -> {
                parser.skipChildren();
                yield NO_ID;
            }
        };
    }

    /** Some languages know no integers, and write 7.0. */
    private static String wholeId(double number) {
        return number >= 0 && number < MAX_WHOLE && number == Math.rint(number) ? Long.toString((long) number) : NO_ID;
    }

    private static @Nullable SignalValue time(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
            parser.skipChildren();
            return NO_TIME;
        }
        SignalValue value = token == JsonToken.VALUE_NULL ? null : JsonPayload.scalar(parser);
        return token == JsonToken.VALUE_NULL || value != null ? value : NO_TIME;
    }

    /** The device's time, where it gave a readable one. */
    @Nullable
    Instant time(BiConsumer<RejectReason, String> refused) {
        Instant first = time(time, refused);
        Instant second = time(secondTime, refused);
        return first != null ? first : second;
    }

    private static @Nullable Instant time(@Nullable SignalValue value, BiConsumer<RejectReason, String> refused) {
        Instant time = value == null ? null : DeviceTime.of(value);
        if (value != null && time == null) {
            refused.accept(RejectReason.INVALID_VALUE, "time: neither seconds since 1970 nor ISO 8601");
        }
        return time;
    }

    /**
     * Names the vehicle of a frame, where the topic names neither it nor its device: the topic wins over the body.
     *
     * @throws DecodeException if nobody names a vehicle or device
     */
    void name(TelemetryFrame.Builder frame, RawMessage message, BiConsumer<RejectReason, String> refused) {
        boolean named = message.vehicle() != null || message.device() != null;
        VehicleId told = vehicle == null ? null : valid(vehicle);
        if (told == null && !named) {
            throw vehicle == null
                    ? new DecodeException(RejectReason.NO_VEHICLE, "neither topic nor message names a vehicle")
                    : new DecodeException(RejectReason.INVALID_VEHICLE, invalid());
        }
        if (!named) {
            frame.vehicle(told);
        } else if (message.vehicle() == null) {
            frame.toldVehicle(told); // which vehicle the device is in is known later
        }
        if (vehicle != null && told == null) {
            refused.accept(RejectReason.INVALID_VEHICLE, invalid());
        } else if (told != null && message.vehicle() != null && !told.equals(message.vehicle())) {
            refused.accept(
                    RejectReason.VEHICLE_CONFLICT,
                    "the topic names " + Texts.quoted(message.vehicle().value()) + ", the message "
                            + Texts.quoted(told.value()));
        }
    }

    private static @Nullable VehicleId valid(String id) {
        try {
            return VehicleId.of(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String invalid() {
        return SignalRules.RESERVED_NAME + ": allowed are 1 to " + VehicleId.MAX_LENGTH
                + " characters, or a number from 0";
    }
}
