package io.vehicletelemetry.examples.dashboard.demo;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;

/** Says what is allowed where a key of the demo is wrong; Spring's own analysis, which would come later, does not know. */
@Order(0)
final class DemoPropertiesFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
    private static final String PREFIX = "demo";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException failure) {
        String name = failure.getName().toString();
        if (!name.equals(PREFIX) && !name.startsWith(PREFIX + ".")) {
            return null;
        }
        return new FailureAnalysis(
                description(name, failure), "The keys of the demo and what they allow:\n" + keys(), failure);
    }

    private static @Nullable String description(String name, BindException failure) {
        ConfigurationProperty property = failure.getProperty();
        if (property != null) {
            String refusal = DemoKey.of(name)
                    .map(key -> key.refusal(property.getValue()))
                    .orElse(name + " cannot be read");
            return refusal + " (set by " + property.getOrigin() + ")";
        }
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        if (cause instanceof UnboundConfigurationPropertiesException unknown) {
            return unknown.getUnboundProperties().stream()
                    .map(extra -> "%s is no key of the demo (set by %s)".formatted(extra.getName(), extra.getOrigin()))
                    .collect(Collectors.joining("\n"));
        }
        return cause.getMessage();
    }

    private static String keys() {
        return Arrays.stream(DemoKey.values())
                .map(key -> "  " + key.key() + ": " + key.allowed())
                .collect(Collectors.joining("\n"));
    }
}
