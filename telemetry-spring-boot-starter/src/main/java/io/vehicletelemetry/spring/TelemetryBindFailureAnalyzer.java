package io.vehicletelemetry.spring;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** Explains what could not be bound under {@code telemetry}: an unknown key, or a value of the wrong type. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TelemetryBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(TelemetryProperties.PREFIX);

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        if (!cause.getName().equals(ROOT) && !ROOT.isAncestorOf(cause.getName())) {
            return null;
        }
        UnboundConfigurationPropertiesException unbound =
                findCause(cause, UnboundConfigurationPropertiesException.class);
        return unbound == null ? ofWrongType(cause) : ofUnknown(unbound, cause);
    }

    private static FailureAnalysis ofUnknown(UnboundConfigurationPropertiesException unbound, BindException cause) {
        StringBuilder description = new StringBuilder();
        StringBuilder action = new StringBuilder();
        for (ConfigurationProperty property : unbound.getUnboundProperties()) {
            String key = property.getName().toString();
            description.append(description.isEmpty() ? "" : "\n\n").append("The key ");
            description.append(key).append(isSkipped(key) ? " leaves an index out." : " is unknown.");
            description.append("\n\n    Value: \"").append(Setting.shown(key, property.getValue()));
            description.append('"').append(WrittenKeys.origin(property.getOrigin()));
            action.append(action.isEmpty() ? "" : "\n").append(advice(key));
        }
        return new FailureAnalysis(description.toString(), action.toString(), cause);
    }

    private static boolean isSkipped(String key) {
        return KnownKeys.near(key).contains(key);
    }

    private static String advice(String key) {
        if (isSkipped(key)) {
            return "Number the entries of the list from [0] on, without a gap, all in one place: " + key + ".";
        }
        List<String> near = KnownKeys.near(key);
        String group = KnownKeys.groupOf(key);
        return (near.isEmpty() ? "Remove " + key + "." : "Did you mean " + String.join(" or ", near) + "?")
                + " Known in " + group + ": " + String.join(", ", KnownKeys.namesIn(group)) + ".";
    }

    private static FailureAnalysis ofWrongType(BindException cause) {
        String key = cause.getName().toString();
        ConfigurationProperty property = cause.getProperty();
        StringBuilder description =
                new StringBuilder("The value of ").append(key).append(" cannot be used.\n");
        if (property != null) {
            String value = Setting.shown(key, property.getValue());
            description.append("\n    Value: \"").append(value).append('"');
            description.append(WrittenKeys.origin(property.getOrigin()));
        }
        Class<?> type = cause.getTarget().getType().resolve(Object.class);
        description.append("\n    Reason: ").append(allowed(type, key, cause));
        return new FailureAnalysis(
                description.toString(), "Change " + key + " in the application's configuration.", cause);
    }

    private static String allowed(Class<?> type, String key, BindException cause) {
        if (type.isEnum()) {
            return "allowed are "
                    + Stream.of(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == Duration.class) {
            return "allowed are durations such as 500ms, 10s, 5m";
        }
        if (type == DataSize.class) {
            return "allowed are sizes such as 512B, 64KB, 1MB";
        }
        if (type == int.class || type == Integer.class) {
            return "allowed are whole numbers up to " + Integer.MAX_VALUE;
        }
        if (type == boolean.class || type == Boolean.class) {
            return "allowed are true, false";
        }
        if (!KnownKeys.namesIn(key + "[0]").isEmpty()) {
            return "it is a list; allowed are entries " + key + "[0], each with "
                    + String.join(", ", KnownKeys.namesIn(key + "[0]"));
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
