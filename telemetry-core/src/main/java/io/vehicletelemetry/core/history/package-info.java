/**
 * What happened before: the SPI of a record of frames and states, and the recorder that fills one beside the live path.
 *
 * <p>Reads from the pipeline's listener. Writes to a {@link io.vehicletelemetry.core.history.TelemetryHistory}.
 */
@NullMarked
package io.vehicletelemetry.core.history;

import org.jspecify.annotations.NullMarked;
