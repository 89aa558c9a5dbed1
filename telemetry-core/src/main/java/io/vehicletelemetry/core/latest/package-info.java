/**
 * What is known now: the newest snapshot of every vehicle, merged from what arrives.
 *
 * <p>Reads from frames and finished snapshots. Writes to nothing: it holds what the other stages read.
 */
@NullMarked
package io.vehicletelemetry.core.latest;

import org.jspecify.annotations.NullMarked;
