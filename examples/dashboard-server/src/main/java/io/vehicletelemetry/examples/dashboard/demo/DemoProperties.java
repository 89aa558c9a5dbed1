package io.vehicletelemetry.examples.dashboard.demo;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * The keys of the demo, prefix {@code demo}. A key that is not here stops the start.
 *
 * @param data folder of the database, which survives a restart; default {@code data} in the working directory
 * @param broker the broker in the process
 * @param simulator the simulated cars
 */
@ConfigurationProperties(prefix = "demo", ignoreUnknownFields = false)
record DemoProperties(
        @DefaultValue("./data") String data,
        @DefaultValue Broker broker,
        @DefaultValue Simulator simulator) {

    DemoProperties {
        DemoKey.DATA.check(DATA_FOLDER.matcher(data).matches(), data);
    }

    /** As H2 takes them: a name alone could be meant for anywhere. What follows a semicolon would be a setting of it. */
    private static final Pattern DATA_FOLDER = Pattern.compile("(\\.{1,2}|~|/|[A-Za-z]:)[^;]*");

    /**
     * The broker in the process.
     *
     * @param enabled whether there is one; default yes
     * @param port TCP port that it listens on, default 1883
     * @param bind name or address of the interface that it listens on; the default lets only this machine in
     */
    record Broker(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1883") int port,
            @DefaultValue("127.0.0.1") String bind) {
        Broker {
            DemoKey.PORT.check(port >= 1 && port <= 65_535, port);
            DemoKey.BIND.check(!bind.isBlank(), bind);
        }
    }

    /**
     * The simulated cars.
     *
     * @param enabled whether there are any; default yes
     * @param vehicles how many, numbered from 1; default 3
     * @param interval time between two messages of a car that is under way; default one second
     */
    record Simulator(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("3") int vehicles,
            @DefaultValue("1s") Duration interval) {
        private static final Duration SHORTEST = Duration.ofMillis(10);
        private static final Duration LONGEST = Duration.ofMinutes(1);

        Simulator {
            DemoKey.VEHICLES.check(vehicles >= 0 && vehicles <= 1000, vehicles);
            DemoKey.INTERVAL.check(
                    interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0,
                    DurationStyle.SIMPLE.print(interval));
        }
    }
}
