package io.vehicletelemetry.spring;

import io.vehicletelemetry.websocket.AllowedOrigins;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;

/**
 * CORS by the allow-list of the WebSocket, for reading. Where the application has CORS rules of its own for all paths,
 * Spring MVC adds the two up, and reads the list's patterns as its own.
 */
final class OriginCors extends CorsConfiguration {

    private final AllowedOrigins allowed;

    OriginCors(List<String> allowed) {
        this.allowed = AllowedOrigins.of(allowed);
        setAllowedOriginPatterns(allowed);
        setAllowedMethods(List.of("GET", "HEAD"));
        setAllowedHeaders(List.of(ALL));
        setExposedHeaders(List.of(CsvExport.TOTAL_HEADER));
    }

    @Override
    public @Nullable String checkOrigin(@Nullable String origin) {
        if (origin == null || !allowed.allows(origin)) {
            return null;
        }
        return allowed.isAny() ? ALL : origin;
    }
}
