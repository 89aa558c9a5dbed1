/**
 * The wire protocol over Jakarta WebSocket: dashboards connect, get what is known at once, then live updates, each at
 * its own pace.
 *
 * <p>Reads from a {@link io.vehicletelemetry.core.broadcast.Broadcaster}. Writes to WebSocket sessions of the container.
 */
@NullMarked
package io.vehicletelemetry.websocket;

import org.jspecify.annotations.NullMarked;
