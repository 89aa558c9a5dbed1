package io.vehicletelemetry.websocket;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A refusal as RFC 9457 problem detail. */
final class Problem {

    private static final int LENGTH = 200;

    private Problem() {}

    static void write(HttpServletResponse response, RefusalReason reason, String detail) throws IOException {
        String body = Json.object(LENGTH, json -> {
            json.writeStringProperty("type", "about:blank");
            json.writeStringProperty("title", reason.title());
            json.writeNumberProperty("status", reason.status());
            json.writeStringProperty("detail", detail);
        });
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(reason.status());
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
