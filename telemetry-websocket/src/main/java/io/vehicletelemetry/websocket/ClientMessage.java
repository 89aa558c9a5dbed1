package io.vehicletelemetry.websocket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a client said: a message that is understood, or what is wrong with it. Subscriptions get their place here.
 * Immutable.
 */
record ClientMessage(Kind kind, String problem) {

    enum Kind {
        PING,
        BAD
    }

    private static final int SHOWN = 64;
    private static final ClientMessage PING = new ClientMessage(Kind.PING, "");

    static ClientMessage parse(String text) {
        String type;
        try (JsonParser json = Json.parser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return bad("the message is no JSON object");
            }
            type = type(json);
            if (json.nextToken() != null) {
                return bad("something follows the JSON object");
            }
        } catch (JacksonException e) {
            return bad("the message is no JSON object"); // the parser's own words quote what was sent
        }
        if (type == null) {
            return bad("type is missing or no text: allowed is ping");
        }
        return type.equals("ping") ? PING : bad("type \"" + shortened(type) + "\": allowed is ping");
    }

    private static @Nullable String type(JsonParser json) {
        String type = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("type")) {
                type = value == JsonToken.VALUE_STRING ? json.getString() : null;
            }
            json.skipChildren();
        }
        return type;
    }

    private static ClientMessage bad(String problem) {
        return new ClientMessage(Kind.BAD, problem);
    }

    private static String shortened(String type) {
        return type.codePointCount(0, type.length()) <= SHOWN
                ? type
                : type.substring(0, type.offsetByCodePoints(0, SHOWN)) + "…";
    }

    static String error(String problem) {
        return Json.object(SHOWN * 2, json -> {
            json.writeStringProperty("type", "error");
            json.writeStringProperty("code", "bad_request");
            json.writeStringProperty("message", problem);
        });
    }

    static String pong(Instant now) {
        return Json.object(SHOWN, json -> {
            json.writeStringProperty("type", "pong");
            Json.writeTime(json, "timestamp", now);
        });
    }
}
