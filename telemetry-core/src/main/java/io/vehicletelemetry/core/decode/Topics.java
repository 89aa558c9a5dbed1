package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;

/** What levels of a topic say. */
final class Topics {

    private Topics() {}

    static String lastLevel(String topic) {
        return topic.substring(topic.lastIndexOf('/') + 1);
    }

    /**
     * The signal that levels of a topic name: joined by dots.
     *
     * @throws DecodeException if a level is empty
     */
    static String signal(String levels) {
        boolean empty = levels.isEmpty() || levels.startsWith("/") || levels.endsWith("/") || levels.contains("//");
        if (empty) {
            throw new DecodeException(RejectReason.INVALID_NAME, "a level of the topic that names the signal is empty");
        }
        return levels.replace('/', '.');
    }
}
