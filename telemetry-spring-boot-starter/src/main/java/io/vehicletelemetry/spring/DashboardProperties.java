package io.vehicletelemetry.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is written under {@code telemetry.dashboard}. Without telemetry-dashboard on the class path it has no effect; its keys
 * are known here because whatever is not known stops the start.
 *
 * @param enabled Whether the web dashboard is served, where telemetry-dashboard is on the class path.
 * @param path Path under which the web dashboard is.
 * @param thresholds From which values on the dashboard shows a signal as a warning or as critical.
 */
record DashboardProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("/telemetry/dashboard") String path,
        @DefaultValue List<Threshold> thresholds) {

    void check(String key) {
        Setting.named(key + ".path", path).isPath();
        for (int i = 0; i < thresholds.size(); i++) {
            Threshold threshold = thresholds.get(i);
            String entry = key + ".thresholds[" + i + "]";
            Setting.named(entry + ".signal", threshold.signal()).isText();
            Setting<Double> warning = Setting.named(entry + ".warning", threshold.warning());
            Setting<Double> critical = Setting.named(entry + ".critical", threshold.critical());
            warning.is(Double.isFinite(warning.value()), "allowed are numbers");
            critical.is(
                    Double.isFinite(critical.value()) && !critical.value().equals(warning.value()),
                    "allowed are numbers other than that of the warning: above it where high values are trouble, below it"
                            + " where low ones are");
        }
    }

    /**
     * From which values on a signal is in trouble.
     *
     * @param signal Name of the signal.
     * @param warning Value from which on it is a warning.
     * @param critical Value from which on it is critical; below the warning where low values are trouble.
     */
    record Threshold(
            @Nullable String signal,
            @Nullable Double warning,
            @Nullable Double critical) {}
}
