package io.vehicletelemetry.tck;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.IntStream;

/** Frames and states for tests of a history: seconds count from one start. */
final class HistoryFixture {

    static final VehicleId CAR = VehicleId.of(1);
    static final VehicleId OTHER = VehicleId.of("WVWZZZ1KZ6W000001");
    static final Instant START = Instant.parse("2025-11-27T16:00:00Z");
    /** So that a beginning that does not belong to its time breaks its own rule alone. */
    static final Instant BEFORE = START.minusSeconds(3600);

    static final Instant END = START.plusSeconds(3600);

    private HistoryFixture() {}

    static List<RecordedFrame> all(TelemetryHistory history, VehicleId vehicle) {
        return history.find(HistoryQuery.of(vehicle, BEFORE, END));
    }

    static List<RecordedFrame> frames(int count) {
        return IntStream.range(0, count).mapToObj(i -> frame(CAR, i, i)).toList();
    }

    static RecordedFrame frame(VehicleId vehicle, int second, int rpm) {
        return frame(
                vehicle,
                second,
                Signals.builder().put("rpm", SignalValue.of(rpm), 0, 0).build());
    }

    static RecordedFrame frame(VehicleId vehicle, int second, Signals signals) {
        return frame(vehicle, START.plusSeconds(second), signals);
    }

    static RecordedFrame frame(VehicleId vehicle, Instant time, Signals signals) {
        TelemetryFrame.Builder frame =
                TelemetryFrame.builder(END.plusSeconds(7), 0).vehicle(vehicle).deviceTime(time);
        for (int i = 0; i < signals.size(); i++) {
            frame.signal(signals.name(i), signals.value(i));
        }
        return RecordedFrame.of(vehicle, frame.build());
    }

    /** A frame of the car to which its device gave no time. */
    static TelemetryFrame timeless(int arrivalSecond, int rpm) {
        return TelemetryFrame.builder(START.plusSeconds(arrivalSecond), 0)
                .vehicle(CAR)
                .signal("rpm", rpm)
                .build();
    }

    static RecordedState state(VehicleState state, int second, Cause cause) {
        return new RecordedState(CAR, state, START.plusSeconds(second), cause);
    }

    /** A batch of which one frame cannot be read. */
    static List<RecordedFrame> unreadableAt(int position, List<RecordedFrame> frames) {
        return new AbstractList<>() {
            @Override
            public RecordedFrame get(int index) {
                if (index == position) {
                    throw new IllegalStateException("frame " + position + " cannot be read, on purpose");
                }
                return frames.get(index);
            }

            @Override
            public int size() {
                return frames.size();
            }
        };
    }
}
