package io.vehicletelemetry.examples.dashboard.demo;

import java.io.Serial;

/** The broker in the process cannot listen; {@link #key()} is what to change. */
final class DemoBrokerFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final DemoKey key;
    private final int port;

    DemoBrokerFailedException(DemoKey key, DemoProperties.Broker properties, Exception cause) {
        super(
                "The MQTT broker of the demo cannot listen on %s:%d (%s: %s)."
                        .formatted(
                                properties.bind(),
                                properties.port(),
                                cause.getClass().getSimpleName(),
                                cause.getMessage()),
                cause);
        this.key = key;
        port = properties.port();
    }

    DemoKey key() {
        return key;
    }

    int port() {
        return port;
    }
}
