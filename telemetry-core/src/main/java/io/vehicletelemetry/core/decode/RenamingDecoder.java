package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.TelemetryFrame;
import java.util.Map;

/** A decoder whose signals get other names. */
final class RenamingDecoder implements TelemetryDecoder {

    private final TelemetryDecoder decoder;
    private final Map<String, String> names;

    RenamingDecoder(TelemetryDecoder decoder, Map<String, String> names) {
        this.decoder = decoder;
        this.names = Map.copyOf(names);
    }

    @Override
    public void decode(RawMessage message, Output output) {
        decoder.decode(message, new Output() {
            @Override
            public void frame(TelemetryFrame frame) {
                output.frame(renamed(frame));
            }

            @Override
            public void availability(Availability availability) {
                output.availability(availability);
            }

            @Override
            public void reject(RejectReason reason, String detail) {
                output.reject(reason, detail);
            }
        });
    }

    private TelemetryFrame renamed(TelemetryFrame frame) {
        TelemetryFrame.Builder renamed = frame.withoutSignals();
        Signals signals = frame.signals();
        for (int i = 0; i < signals.size(); i++) {
            String name = signals.name(i);
            renamed.signal(names.getOrDefault(name, name), signals.value(i));
        }
        return renamed.build();
    }
}
