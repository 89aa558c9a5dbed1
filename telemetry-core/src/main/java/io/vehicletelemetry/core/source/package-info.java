/**
 * Where telemetry comes in: the SPI of a transport and the sink that takes what it delivers.
 *
 * <p>Reads from a transport (an adapter's business). Writes to the sink that the pipeline gives it.
 */
@NullMarked
package io.vehicletelemetry.core.source;

import org.jspecify.annotations.NullMarked;
