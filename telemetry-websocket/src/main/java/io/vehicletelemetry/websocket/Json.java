package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleId;
import java.io.StringWriter;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** How the pieces of every message are written. Thread-safe. */
final class Json {

    // Before JDK 19, Double.toString does not always give the shortest form.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private Json() {}

    static String object(int expectedLength, Consumer<JsonGenerator> properties) {
        StringWriter text = new StringWriter(expectedLength);
        try (JsonGenerator json = generator(text)) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    static JsonGenerator generator(StringWriter text) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), text);
    }

    static JsonParser parser(String text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    static void writeVehicleId(JsonGenerator json, VehicleId vehicle) {
        json.writeName(TelemetryJson.VEHICLE_ID);
        writeVehicle(json, vehicle);
    }

    static void writeVehicle(JsonGenerator json, VehicleId vehicle) {
        OptionalLong number = vehicle.number();
        if (number.isPresent()) {
            json.writeNumber(number.getAsLong());
        } else {
            json.writeString(vehicle.value());
        }
    }

    static void writeTime(JsonGenerator json, String name, @Nullable Instant time) {
        if (time == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, WireTime.text(time));
        }
    }

    static void writeSignal(JsonGenerator json, String name, SignalValue value) {
        json.writeName(name);
        if (value instanceof SignalValue.OfDecimal decimal) {
            json.writeNumber(decimal.value());
        } else if (value instanceof SignalValue.OfInteger integer) {
            json.writeNumber(integer.value());
        } else if (value instanceof SignalValue.OfBoolean bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof SignalValue.OfText text) {
            json.writeString(text.value());
        } else {
            json.writeNull();
        }
    }
}
