package io.vehicletelemetry.examples.dashboard.demo;

import java.util.Arrays;
import java.util.Optional;

/** A key of the demo with what it allows, in one place for the check and for the message. */
enum DemoKey {
    DATA("demo.data", "a folder whose path is absolute or begins with ./, ../ or ~/, without semicolons"),
    BROKER_ENABLED("demo.broker.enabled", "true or false"),
    PORT("demo.broker.port", "a whole number from 1 to 65535"),
    BIND("demo.broker.bind", "the name or address of a network interface of this machine"),
    SIMULATOR_ENABLED("demo.simulator.enabled", "true or false"),
    VEHICLES("demo.simulator.vehicles", "a whole number from 0 to 1000"),
    INTERVAL("demo.simulator.interval", "a duration from 10ms to 1m, such as 500ms or 2s");

    private final String key;
    private final String allowed;

    DemoKey(String key, String allowed) {
        this.key = key;
        this.allowed = allowed;
    }

    static Optional<DemoKey> of(String key) {
        return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
    }

    String key() {
        return key;
    }

    String allowed() {
        return allowed;
    }

    /** Throws {@link IllegalArgumentException} that names key, value and what is allowed, unless {@code valid}. */
    void check(boolean valid, Object value) {
        if (!valid) {
            throw new IllegalArgumentException(refusal(value));
        }
    }

    String refusal(Object value) {
        return "%s is '%s', allowed is %s".formatted(key, value, allowed);
    }
}
