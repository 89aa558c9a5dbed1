package io.vehicletelemetry.websocket;

import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a client said: a message that is understood, or what is wrong with it. Immutable. */
sealed interface ClientMessage {

    /** Asks for a pong. */
    record Ping() implements ClientMessage {}

    /** Replaces the subscription. */
    record Subscribe(SubscriptionOptions options) implements ClientMessage {}

    /** Not understood. */
    record Bad(String problem) implements ClientMessage {}

    /** Reads a message; never throws. */
    static ClientMessage parse(String text) {
        MessageReader reader = new MessageReader();
        try (JsonParser json = Json.parser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Bad("the message is no JSON object");
            }
            reader.object(json);
            if (json.nextToken() != null) {
                return new Bad("something follows the JSON object");
            }
        } catch (JacksonException e) {
            return new Bad("the message is no JSON object"); // the parser's own words quote what was sent
        }
        return reader.message();
    }

    static String error(String problem) {
        return Json.object(2 * problem.length(), json -> {
            json.writeStringProperty("type", "error");
            json.writeStringProperty("code", "bad_request");
            json.writeStringProperty("message", problem);
        });
    }

    static String pong(Instant now) {
        return Json.object(64, json -> {
            json.writeStringProperty("type", "pong");
            Json.writeTime(json, "timestamp", now);
        });
    }

    /** What is in force from here on: only what was asked for. */
    static String subscribed(SubscriptionOptions options) {
        return Json.object(128, json -> {
            json.writeStringProperty("type", "subscribed");
            if (!options.vehicles().isEmpty()) {
                json.writeName(SubscriptionOptions.VEHICLES).writeStartArray();
                options.vehicles().forEach(vehicle -> Json.writeVehicle(json, vehicle));
                json.writeEndArray();
            }
            if (!options.signals().isEmpty()) {
                json.writeName(SubscriptionOptions.SIGNALS).writeStartArray();
                options.signals().forEach(json::writeString);
                json.writeEndArray();
            }
            if (options.maxRate() != 0) {
                json.writeName(SubscriptionOptions.MAX_RATE);
                if (options.maxRate() == Math.rint(options.maxRate())) {
                    json.writeNumber((long) options.maxRate());
                } else {
                    json.writeNumber(options.maxRate());
                }
            }
            if (options.ages()) {
                json.writeBooleanProperty(SubscriptionOptions.AGES, true);
            }
            if (options.history() != 0) {
                json.writeNumberProperty(SubscriptionOptions.HISTORY, options.history());
            }
            if (options.batch() && options.delta()) {
                json.writeName(SubscriptionOptions.MODE).writeStartArray();
                json.writeString(SubscriptionOptions.BATCH).writeString(SubscriptionOptions.DELTA);
                json.writeEndArray();
            } else if (options.batch() || options.delta()) {
                json.writeStringProperty(
                        SubscriptionOptions.MODE,
                        options.batch() ? SubscriptionOptions.BATCH : SubscriptionOptions.DELTA);
            }
        });
    }
}
