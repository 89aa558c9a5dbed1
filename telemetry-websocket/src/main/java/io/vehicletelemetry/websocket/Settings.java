package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.TimeSource;

/** What the builder was told, checked. Immutable. Durations in nanoseconds, sizes in bytes of UTF-8. */
record Settings(
        AllowedOrigins origins,
        int maxSessions,
        long sendTimeout,
        long pingInterval,
        int maxMessageSize,
        TimeSource time) {}
