package io.vehicletelemetry.benchmarks;

import io.vehicletelemetry.core.model.TelemetryFrame;
import java.time.Instant;

/**
 * Usual frames: the same names in the same order every time, integers and decimals, about half of the values changed
 * since the frame before. All arrive at one moment, so that none is late; there are few of them, so that they stay in
 * the processor's cache, as a frame does that was decoded just now.
 */
final class Frames {

    static final Instant ARRIVAL = Instant.parse("2025-01-01T12:00:00Z");
    static final String DEVICE = "dongle";

    private static final int COUNT = 16;

    private final String[] names;
    private final TelemetryFrame[] frames = new TelemetryFrame[COUNT];
    private int position;

    Frames(int signals) {
        names = new String[signals];
        for (int i = 0; i < signals; i++) {
            names[i] = "signal_" + i;
        }
        arriveAt(0);
    }

    /** Makes the frames anew, with this arrival by the monotonic clock. */
    void arriveAt(long nanos) {
        for (int k = 0; k < COUNT; k++) {
            TelemetryFrame.Builder frame =
                    TelemetryFrame.builder(ARRIVAL, nanos).device(DEVICE);
            for (int i = 0; i < names.length; i++) {
                int changes = i % 2 == 0 ? 0 : k;
                if (i % 3 == 0) {
                    frame.signal(names[i], 1000L * i + changes);
                } else {
                    frame.signal(names[i], i + changes / 8.0);
                }
            }
            frames[k] = frame.build();
        }
    }

    TelemetryFrame next() {
        return frames[position++ & (COUNT - 1)];
    }
}
