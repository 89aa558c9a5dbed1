/**
 * The reference backend: an application class and YAML, nothing else.
 *
 * <p>Reads from the MQTT broker that {@code telemetry.mqtt.uri} names. Writes to browsers: WebSocket, REST and the page at
 * {@code /}.
 */
@NullMarked
package io.vehicletelemetry.examples.dashboard;

import org.jspecify.annotations.NullMarked;
