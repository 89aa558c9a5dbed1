/**
 * Whether a vehicle runs: what was observed, and the deadline by which something must be observed again.
 *
 * <p>Reads from observations and the time that it is told. Writes to nothing: it answers with transitions.
 */
@NullMarked
package io.vehicletelemetry.core.state;

import org.jspecify.annotations.NullMarked;
