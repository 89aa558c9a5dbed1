package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.model.TimeSource;

/**
 * What the builder was told, checked. Immutable. Durations in nanoseconds, sizes in bytes of UTF-8, limits of sessions from
 * 1.
 */
record Settings(
        AllowedOrigins origins,
        VehicleAccess access,
        int maxSessions,
        int maxSessionsPerAddress,
        long sendTimeout,
        long pingInterval,
        long flushInterval,
        int maxMessageSize,
        boolean compression,
        TimeSource time) {}
