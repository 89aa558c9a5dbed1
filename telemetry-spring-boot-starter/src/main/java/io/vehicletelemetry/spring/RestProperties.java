package io.vehicletelemetry.spring;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is written under {@code telemetry.rest}.
 *
 * @param enabled Whether the last values and the past can be asked for over HTTP.
 * @param basePath Path under which the resources are: latest, vehicles, history, states.
 */
record RestProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("/telemetry") String basePath) {

    void check(String key) {
        Setting.named(key + ".base-path", basePath).isPath();
    }

    /** The path of a resource. */
    String path(String resource) {
        return basePath.equals("/") ? "/" + resource : basePath + "/" + resource;
    }
}
