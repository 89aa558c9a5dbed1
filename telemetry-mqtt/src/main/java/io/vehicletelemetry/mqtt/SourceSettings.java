package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.TimeSource;
import java.time.Duration;
import java.util.List;

/**
 * What a source was built with.
 *
 * <p><em>Immutable.</em>
 *
 * @param connection how a connection is made
 * @param subscriptions what is subscribed, the first that matches takes a message
 * @param reconnectInitial the wait after the first failure
 * @param reconnectMax the longest wait
 * @param lanes how many threads decode and deliver
 * @param queueCapacity how many messages wait at most
 * @param queueBytes how many bytes they hold at most
 * @param limits what a message may hold
 * @param time the clocks
 */
record SourceSettings(
        ConnectionSettings connection,
        List<MqttSubscription> subscriptions,
        Duration reconnectInitial,
        Duration reconnectMax,
        int lanes,
        int queueCapacity,
        long queueBytes,
        TelemetryLimits limits,
        TimeSource time) {

    int messagesPerLane() {
        return Math.max(1, queueCapacity / lanes);
    }

    long bytesPerLane() {
        return Math.max(1, queueBytes / lanes);
    }
}
