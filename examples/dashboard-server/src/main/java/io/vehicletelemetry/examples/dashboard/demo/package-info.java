/**
 * What makes the example run by itself: a broker in the process and simulated cars that talk MQTT like any device.
 *
 * <p>Reads from the configuration ({@code demo.*}, {@code telemetry.mqtt.uri}). Writes to the MQTT broker. Imports nothing of
 * this project: what a car says must reach the dashboard the way a real car's words do.
 */
@NullMarked
package io.vehicletelemetry.examples.dashboard.demo;

import org.jspecify.annotations.NullMarked;
