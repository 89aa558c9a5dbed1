package io.vehicletelemetry.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Something that can be read at one path as JSON. The text goes out as it is, past the application's message converters,
 * so that it is the same as on the WebSocket.
 *
 * <p>Implements {@link CorsConfigurationSource} because that is where Spring MVC asks a handler for its CORS rules.
 */
record Resource(Content content, OriginCors cors) implements HandlerFunction<ServerResponse>, CorsConfigurationSource {

    /** What is read. */
    @FunctionalInterface
    interface Content {

        /**
         * Makes the text.
         *
         * @throws ProblemException if the request cannot be answered
         */
        String json(ServerRequest request);

        /**
         * The same as comma-separated values, where the request asks for these and there are any; else null.
         *
         * @throws ProblemException if the request cannot be answered
         */
        default @Nullable CsvExport csv(ServerRequest request) {
            return null;
        }
    }

    static RouterFunction<ServerResponse> route(String path, Content content, OriginCors cors) {
        return RouterFunctions.route(RequestPredicates.path(path), new Resource(content, cors));
    }

    @Override
    public CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        return cors;
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        if (request.method().equals(HttpMethod.OPTIONS)) {
            return ServerResponse.ok()
                    .allow(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)
                    .build();
        }
        try {
            checkMethod(request);
            CsvExport csv = content.csv(request);
            if (csv != null) {
                return response(request, csv);
            }
            if (request.param("format").isEmpty()) { // else that says what is wanted
                checkAccept(request);
            }
            return response(request, HttpStatus.OK, MediaType.APPLICATION_JSON, content.json(request));
        } catch (ProblemException e) {
            return response(request, e.status(), MediaType.APPLICATION_PROBLEM_JSON, e.json(request.path()));
        }
    }

    private static void checkMethod(ServerRequest request) {
        if (!isHead(request) && !request.method().equals(HttpMethod.GET)) {
            throw new ProblemException(
                    HttpStatus.METHOD_NOT_ALLOWED, null, "method " + request.method() + ": allowed are GET and HEAD");
        }
    }

    private static void checkAccept(ServerRequest request) {
        try {
            boolean accepted = request.headers().accept().stream()
                    .anyMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON)
                            || type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
            if (!accepted && !request.headers().accept().isEmpty()) {
                throw new ProblemException(
                        HttpStatus.NOT_ACCEPTABLE, null, "header Accept: what is there is application/json");
            }
        } catch (InvalidMediaTypeException e) {
            // A header that is none says nothing.
        }
    }

    private static ServerResponse response(ServerRequest request, HttpStatus status, MediaType type, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ServerResponse.BodyBuilder response = ServerResponse.status(status)
                .contentType(type)
                .contentLength(bytes.length)
                .cacheControl(CacheControl.noStore());
        if (status == HttpStatus.METHOD_NOT_ALLOWED) {
            response.allow(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
        }
        return response.build((servletRequest, servletResponse) -> {
            if (!isHead(request)) {
                servletResponse.getOutputStream().write(bytes);
            }
            return null;
        });
    }

    private static ServerResponse response(ServerRequest request, CsvExport csv) {
        return ServerResponse.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(CsvExport.TOTAL_HEADER, Long.toString(csv.total()))
                .cacheControl(CacheControl.noStore())
                .build((servletRequest, servletResponse) -> {
                    if (!isHead(request)) {
                        csv.write(servletResponse.getOutputStream());
                    }
                    return null;
                });
    }

    private static boolean isHead(ServerRequest request) {
        return request.method().equals(HttpMethod.HEAD);
    }
}
