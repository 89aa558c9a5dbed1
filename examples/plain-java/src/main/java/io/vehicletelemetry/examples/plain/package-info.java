/**
 * A server without Spring.
 *
 * <p>Reads from an MQTT broker. Writes to WebSocket clients.
 */
@NullMarked
package io.vehicletelemetry.examples.plain;

import org.jspecify.annotations.NullMarked;
