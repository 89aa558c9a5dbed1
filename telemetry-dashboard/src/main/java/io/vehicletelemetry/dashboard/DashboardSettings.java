package io.vehicletelemetry.dashboard;

import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * What the page has to know of the application. The starter has looked at the values before: it knows every key under
 * {@code telemetry}.
 *
 * @param path where the page is: from a slash, not to a slash, or a slash alone
 * @param thresholds what differs from the thresholds that the page brings along
 */
record DashboardSettings(
        @DefaultValue("/telemetry/dashboard") String path,
        @DefaultValue List<Threshold> thresholds) {

    /**
     * From which value on a signal is in trouble: upwards where critical is above warning, else downwards.
     *
     * @param signal canonical name
     * @param warning from here on it is a warning
     * @param critical from here on it is critical
     */
    record Threshold(String signal, double warning, double critical) {}

    static DashboardSettings of(Environment environment) {
        return Binder.get(environment).bindOrCreate("telemetry.dashboard", DashboardSettings.class);
    }

    /** The path of something in the dashboard. */
    String path(String name) {
        return (path.equals("/") ? "/" : path + "/") + name;
    }
}
