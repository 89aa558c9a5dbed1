package io.vehicletelemetry.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds messages against the schemas that {@code docs/schemas} publishes, and against the two rules that a schema cannot
 * say. For tests: what is not as it should be is an {@link AssertionError}.
 *
 * <p><em>Thread-safe.</em>
 */
public final class WireSchemas {

    /** What the server may send over the WebSocket. */
    private static final Set<String> OF_SERVER =
            Set.of("telemetry_update", "telemetry_batch", "subscribed", "pong", "error");

    private static final String BASE = "https://vehicletelemetry.io/schemas/v1/";
    private static final int SHOWN = 2_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(WireSchemas::read));
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private WireSchemas() {}

    /**
     * Checks a message of the server; its {@code type} says which schema.
     *
     * @param frame the text that came over the WebSocket
     * @throws AssertionError if it is no JSON, of no known type, or not as the schema says
     */
    public static void check(String frame) {
        JsonNode message = parse(frame);
        String type = message.path("type").asString("");
        if (!OF_SERVER.contains(type)) {
            throw broken(frame, "type \"" + type + "\" is none that the server sends");
        }
        validate(type, message, frame);
        if (type.equals("telemetry_update")) {
            requireOlderBase(message, frame);
        } else if (type.equals("telemetry_batch")) {
            Set<String> vehicles = new HashSet<>();
            for (JsonNode update : message.path("updates")) {
                requireOlderBase(update, frame);
                if (!vehicles.add(update.path("data").path("vehicle_id").toString())) {
                    throw broken(frame, "a vehicle is twice in a batch");
                }
            }
        }
    }

    /**
     * Checks any other text, such as an answer of REST or a message of a client.
     *
     * @param schema the schema's name, such as {@code problem}
     * @param json the text
     * @throws AssertionError if it is no JSON, or not as the schema says
     */
    public static void check(String schema, String json) {
        validate(schema, parse(json), json);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw broken(json, e.getOriginalMessage());
        }
    }

    private static void validate(String name, JsonNode message, String json) {
        Schema schema = SCHEMAS.computeIfAbsent(
                name, key -> REGISTRY.getSchema(SchemaLocation.of(BASE + key + ".schema.json")));
        List<Error> errors = schema.validate(
                message, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!errors.isEmpty()) {
            throw broken(json, errors.stream().map(Error::toString).collect(Collectors.joining("; ")));
        }
    }

    private static void requireOlderBase(JsonNode update, String frame) {
        if (update.has("base_revision")
                && update.path("base_revision").asLong()
                        >= update.path("revision").asLong()) {
            throw broken(frame, "base_revision is not less than revision");
        }
    }

    private static AssertionError broken(String json, @Nullable String why) {
        String shown = json.length() > SHOWN ? json.substring(0, SHOWN) + "…" : json;
        return new AssertionError("not the wire protocol: " + why + "\n" + shown);
    }

    private static @Nullable String read(String iri) {
        if (!iri.startsWith(BASE)) {
            return null;
        }
        try (InputStream file = WireSchemas.class.getResourceAsStream("v1/" + iri.substring(BASE.length()))) {
            if (file == null) {
                throw new AssertionError("no schema " + iri);
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
