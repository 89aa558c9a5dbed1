package io.vehicletelemetry.benchmarks.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measurements of one thing, of which the middle one counts. */
final class Rounds {

    interface Task {
        void run() throws Exception;
    }

    private final List<Double> values = new ArrayList<>();

    static Rounds millis(int rounds, Task task) throws Exception {
        Rounds all = new Rounds();
        for (int i = -2; i < rounds; i++) { // the first two are to get warm
            double millis = seconds(task) * 1e3;
            if (i >= 0) {
                all.add(millis);
            }
        }
        return all;
    }

    static double seconds(Task task) throws Exception {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e9;
    }

    void add(double value) {
        values.add(value);
    }

    double median() {
        return quantile(0.5);
    }

    double quantile(double part) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, Math.round(Math.floor(sorted.length * part)))];
    }

    @Override
    public String toString() {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                "%.1f (%.1f to %.1f)",
                median(), sorted[0], Arrays.stream(sorted).max().orElse(0));
    }
}
