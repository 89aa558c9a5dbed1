package io.vehicletelemetry.faults;

import java.util.ArrayList;
import java.util.List;

/** What a server is started with. Immutable. */
record Settings(List<String> arguments) {

    static Settings bestEffort(Broker broker, Database database) {
        return bestEffort(broker.port(), database);
    }

    static Settings bestEffort(int brokerPort, Database database) {
        return new Settings(List.of(
                "--telemetry.mqtt.uri=mqtt://127.0.0.1:" + brokerPort,
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password="));
    }

    static Settings durable(Broker broker, Database database) {
        return durable(broker.port(), database);
    }

    static Settings durable(int brokerPort, Database database) {
        return bestEffort(brokerPort, database)
                .and("telemetry.history.durable", "true")
                .and("telemetry.history.durable-client-id", "recorder");
    }

    Settings and(String key, String value) {
        List<String> more = new ArrayList<>(arguments);
        more.add("--" + key + "=" + value);
        return new Settings(List.copyOf(more));
    }

    Settings on(int port) {
        return and("server.port", Integer.toString(port));
    }
}
