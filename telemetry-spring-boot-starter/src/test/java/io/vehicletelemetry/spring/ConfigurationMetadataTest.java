package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** An IDE completes and explains every key. */
class ConfigurationMetadataTest {

    @Test
    void everyKeyIsDescribed() throws IOException {
        Map<String, String> described = new HashMap<>();
        properties()
                .forEach(property -> described.put(
                        String.valueOf(property.get("name")), String.valueOf(property.get("description"))));
        for (String key : KnownKeys.all()) {
            String list = key.contains("[n]") ? key.substring(0, key.indexOf("[n]")) : key;
            assertThat(described.get(list)).as(list).endsWith(".");
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> properties() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                ConfigurationMetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            Object properties = JsonParserFactory.getJsonParser().parseMap(json).get("properties");
            return (List<Map<String, Object>>) Objects.requireNonNull(properties);
        }
    }
}
