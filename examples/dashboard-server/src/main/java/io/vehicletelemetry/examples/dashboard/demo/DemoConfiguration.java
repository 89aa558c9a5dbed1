package io.vehicletelemetry.examples.dashboard.demo;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The broker, the cars, and the line in the log that says where to look. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DemoProperties.class)
class DemoConfiguration {
    /** Judges the demo's keys before anything else: a bad port is part of {@code telemetry.mqtt.uri}, which would be blamed. */
    @Bean
    static BeanFactoryPostProcessor demoKeysFirst() {
        return beans -> beans.getBean(DemoProperties.class);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "demo.broker.enabled", matchIfMissing = true)
    DemoBroker demoBroker(DemoProperties properties) {
        return new DemoBroker(properties.broker());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "demo.simulator.enabled", matchIfMissing = true)
    DemoSimulator demoSimulator(DemoProperties properties, Environment environment) {
        return new DemoSimulator(properties.simulator(), environment);
    }

    @Bean
    DashboardAddress dashboardAddress(Environment environment) {
        return new DashboardAddress(environment);
    }
}
