package io.vehicletelemetry.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Explains a value that was bound but cannot be used. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TelemetryConfigurationFailureAnalyzer
        extends AbstractFailureAnalyzer<InvalidTelemetryConfigurationException> {

    private final WrittenKeys written;

    TelemetryConfigurationFailureAnalyzer(@Nullable Environment environment) {
        this.written = new WrittenKeys(environment);
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidTelemetryConfigurationException cause) {
        String key = cause.key();
        String value = written.value(key);
        if (value == null) {
            value = cause.value();
        }
        String description = value == null
                ? "The key " + key + " is missing: " + cause.reason() + "."
                : "The value of " + key + " cannot be used.\n\n    Value: \"" + value + "\"" + written.origin(key)
                        + "\n    Reason: " + cause.reason();
        return new FailureAnalysis(description, "Change " + key + " in the application's configuration.", cause);
    }
}
