package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.decode.TelemetryDecoders;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.util.Map;
import java.util.TreeSet;

/**
 * The formats by name: the application's decoders, then the built-in ones. Immutable.
 *
 * @param beans the application's, by the name of their bean
 * @param limits what a message may hold
 */
record Formats(Map<String, TelemetryDecoder> beans, TelemetryLimits limits) {

    TelemetryDecoder named(Setting<String> format) {
        TelemetryDecoder own = beans.get(format.value());
        if (own != null) {
            return own;
        }
        if (!TelemetryDecoders.names().contains(format.value())) {
            throw format.refused("there is no such format; allowed are the built-in formats "
                    + String.join(", ", new TreeSet<>(TelemetryDecoders.names()))
                    + ", and the names of the TelemetryDecoder beans: "
                    + (beans.isEmpty() ? "none is there" : String.join(", ", new TreeSet<>(beans.keySet()))));
        }
        return TelemetryDecoders.named(format.value(), limits);
    }
}
