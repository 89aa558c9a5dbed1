package io.vehicletelemetry.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.http.HttpStatus;

/** A request that cannot be answered, as RFC 9457 problem detail. */
final class ProblemException extends RuntimeException {

    private static final JsonWriter<Map<String, Object>> JSON = JsonWriter.standard();

    private final HttpStatus status;
    private final @Nullable String parameter;
    private final String detail;

    ProblemException(HttpStatus status, @Nullable String parameter, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.parameter = parameter;
        this.detail = detail;
    }

    HttpStatus status() {
        return status;
    }

    String json(String instance) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", instance);
        if (parameter != null) {
            problem.put("parameter", parameter);
        }
        return JSON.writeToString(problem);
    }
}
