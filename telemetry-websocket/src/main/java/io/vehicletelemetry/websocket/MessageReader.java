package io.vehicletelemetry.websocket;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads an object property by property: its type may come last, and what is wrong counts only if the type wants it. */
final class MessageReader {
    private final OptionsReader options = new OptionsReader();
    private @Nullable String type;
    private @Nullable InvalidOption invalid;

    void object(JsonParser json) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals("type")) {
                type = value == JsonToken.VALUE_STRING ? json.getString() : null;
                json.skipChildren();
            } else {
                try {
                    property(json, key, value);
                } catch (InvalidOption e) {
                    invalid = invalid == null ? e : invalid;
                }
            }
        }
    }

    private void property(JsonParser json, String key, JsonToken value) throws InvalidOption {
        switch (key) {
            case SubscriptionOptions.VEHICLES, SubscriptionOptions.VEHICLE_ID ->
                list(json, key, value, (text, token) -> {
                    if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
                        throw new InvalidOption(key, text, "are texts and whole numbers");
                    }
                    options.vehicle(key, text);
                });
            case SubscriptionOptions.SIGNALS ->
                list(json, key, value, (text, token) -> {
                    requireText(key, text, token);
                    options.signal(text);
                });
            case SubscriptionOptions.MODE ->
                list(json, key, value, (text, token) -> {
                    requireText(key, text, token);
                    options.mode(text);
                });
            case SubscriptionOptions.MAX_RATE -> {
                if (!value.isNumeric()) {
                    String shown = shown(json, value);
                    json.skipChildren();
                    throw new InvalidOption(key, shown, OptionsReader.RATES);
                }
                options.maxRate(json.getString());
            }
            case SubscriptionOptions.AGES -> {
                String shown = shown(json, value);
                json.skipChildren();
                if (value != JsonToken.VALUE_TRUE && value != JsonToken.VALUE_FALSE) {
                    throw new InvalidOption(key, shown, OptionsReader.AGES);
                }
                options.ages(shown);
            }
            case SubscriptionOptions.HISTORY -> {
                String shown = shown(json, value);
                json.skipChildren();
                if (value != JsonToken.VALUE_NUMBER_INT) {
                    throw new InvalidOption(key, shown, OptionsReader.POINTS);
                }
                options.history(shown);
            }
            default -> json.skipChildren(); // so that a client may ask newer servers for more
        }
    }

    private interface Element {
        void take(String text, JsonToken token) throws InvalidOption;
    }

    /** One value, or an array of some; read to its end whatever is in it. */
    private static void list(JsonParser json, String key, JsonToken value, Element element) throws InvalidOption {
        if (value != JsonToken.START_ARRAY) {
            String text = shown(json, value);
            json.skipChildren();
            element.take(text, value);
            return;
        }
        InvalidOption first = null;
        int count = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            count++;
            String text = shown(json, token);
            json.skipChildren();
            try {
                if (first == null) {
                    element.take(text, token);
                }
            } catch (InvalidOption e) {
                first = e;
            }
        }
        if (first != null) {
            throw first;
        }
        if (count == 0) {
            throw new InvalidOption(key + " []: leave it out for all, or name at least one");
        }
    }

    private static void requireText(String key, String text, JsonToken token) throws InvalidOption {
        if (token != JsonToken.VALUE_STRING) {
            throw new InvalidOption(key, text, "are texts");
        }
    }

    private static String shown(JsonParser json, JsonToken token) {
        return token.isScalarValue() ? json.getString() : token.isStructStart() ? "{…}" : token.name();
    }

    ClientMessage message() {
        String known = "allowed are ping and subscribe";
        if (type == null) {
            return new ClientMessage.Bad("type is missing or no text: " + known);
        }
        return switch (type) {
            case "ping" -> new ClientMessage.Ping();
            case "subscribe" ->
                invalid == null
                        ? new ClientMessage.Subscribe(options.options())
                        : new ClientMessage.Bad(String.valueOf(invalid.getMessage()));
            default -> new ClientMessage.Bad("type " + Shown.quoted(type) + ": " + known);
        };
    }
}
