/**
 * The MQTT source. Reads from a broker; writes to the sink of the pipeline.
 */
@NullMarked
package io.vehicletelemetry.mqtt;

import org.jspecify.annotations.NullMarked;
