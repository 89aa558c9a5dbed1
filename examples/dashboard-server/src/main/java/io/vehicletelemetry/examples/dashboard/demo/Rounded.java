package io.vehicletelemetry.examples.dashboard.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** The values of one message, in order, each as coarse as the device measures it; a whole number is written as one. */
final class Rounded {
    private final Map<String, Number> values = new LinkedHashMap<>();

    /** Rounds to the nearest multiple of one {@code parts}-th: 1 for whole numbers, 4 for quarters, 100 for two digits. */
    Rounded put(String name, double value, int parts) {
        long nearest = Math.round(value * parts);
        if (nearest % parts == 0) {
            values.put(name, nearest / parts);
        } else {
            values.put(name, (double) nearest / parts);
        }
        return this;
    }

    Rounded put(String name, double value) {
        return put(name, value, 100);
    }

    Map<String, Number> values() {
        return values;
    }
}
