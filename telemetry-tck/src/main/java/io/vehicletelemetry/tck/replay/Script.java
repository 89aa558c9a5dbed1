package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.DeviceAssignments;
import io.vehicletelemetry.core.TelemetryPipelineBuilder;
import io.vehicletelemetry.core.decode.TopicRoute;
import io.vehicletelemetry.core.decode.TopicTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a file of messages says. Immutable but for the devices, which its events move: it is played once.
 *
 * @param file the file's name
 * @param start the wall clock at offset 0
 * @param routes the subscriptions, in their order
 * @param devices which vehicle each device is in
 * @param settings what is set on the pipeline
 * @param events what happens, in the order of time
 */
record Script(
        String file,
        Instant start,
        List<TopicRoute> routes,
        DeviceAssignments devices,
        Consumer<TelemetryPipelineBuilder> settings,
        List<Event> events) {

    /**
     * One thing that happens.
     *
     * @param line where it stands
     * @param at when
     * @param action what
     */
    record Event(Line line, Duration at, Action action) {}

    /** What an event does to what it is played on. */
    interface Action {
        void play(Stage stage);
    }

    /** What events act upon. */
    interface Stage {

        void message(String topic, boolean retained, byte[] payload);

        /** A message that comes between the next decision of an expiry and its application. */
        void race(String topic, boolean retained, byte[] payload);

        void connected(boolean connected);

        void hold(TopicTemplate topics);

        void release();

        void clock(Instant instant);

        DeviceAssignments devices();
    }
}
