/**
 * The rules of liveness and time, tried on a whole pipeline in virtual time.
 *
 * <p>Reads from the pipeline's public API. Writes to the test report.
 */
@NullMarked
package io.vehicletelemetry.tck.pipeline;

import org.jspecify.annotations.NullMarked;
