package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.model.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * What the builder was told, checked. Immutable. Durations in nanoseconds, sizes in bytes of UTF-8, limits of sessions from
 * 1. Past: where last points come from, or null where there are none.
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
        TimeSource time,
        @Nullable Past past) {}
