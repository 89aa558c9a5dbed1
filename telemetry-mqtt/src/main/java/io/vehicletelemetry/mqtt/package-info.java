/**
 * The MQTT source, for MQTT 5 and 3.1.1: what a broker brings becomes frames and availability, in order per device.
 *
 * <p>Reads from a broker. Writes to the {@link io.vehicletelemetry.core.source.TelemetrySink} of the pipeline.
 */
@NullMarked
package io.vehicletelemetry.mqtt;

import org.jspecify.annotations.NullMarked;
