package io.vehicletelemetry.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Something is written under {@code telemetry}, right or wrong. */
final class OnAnyTelemetryKey extends SpringBootCondition {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(TelemetryProperties.PREFIX);

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Telemetry keys");
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
            if (source.containsDescendantOf(ROOT) == ConfigurationPropertyState.PRESENT) {
                return ConditionOutcome.match(message.foundExactly(ROOT + ".*"));
            }
        }
        return ConditionOutcome.noMatch(message.because("nothing is written under " + ROOT));
    }
}
