package io.vehicletelemetry.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The key is there, whatever its value: a bad one, an empty one too, is to stop the start. */
final class OnMqttUri extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String key = MqttProperties.KEY + ".uri";
        ConditionMessage.Builder message = ConditionMessage.forCondition("MQTT broker");
        return context.getEnvironment().containsProperty(key)
                ? ConditionOutcome.match(message.found("key").items(key))
                : ConditionOutcome.noMatch(message.didNotFind("key").items(key));
    }
}
