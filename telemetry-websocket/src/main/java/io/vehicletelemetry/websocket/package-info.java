/**
 * The wire protocol over Jakarta WebSocket. Reads from the broadcaster; writes to WebSocket sessions.
 */
@NullMarked
package io.vehicletelemetry.websocket;

import org.jspecify.annotations.NullMarked;
