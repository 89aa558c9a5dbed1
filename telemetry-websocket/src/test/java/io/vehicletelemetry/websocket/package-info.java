/** Tests of the WebSocket adapter. Reads from nothing. Writes to nothing. */
@NullMarked
package io.vehicletelemetry.websocket;

import org.jspecify.annotations.NullMarked;
