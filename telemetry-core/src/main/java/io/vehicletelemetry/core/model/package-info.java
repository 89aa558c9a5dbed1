/**
 * What everybody talks about: vehicles, signals, frames that arrive and snapshots of what is known.
 *
 * <p>Reads from nothing. Writes to nothing: values only, immutable, shared by every stage.
 */
@NullMarked
package io.vehicletelemetry.core.model;

import org.jspecify.annotations.NullMarked;
