/**
 * What the history keeps while databases, brokers, connections and processes die.
 *
 * <p>Reads from real brokers and databases. Writes to them, and numbers to the log.
 */
@NullMarked
package io.vehicletelemetry.faults;

import org.jspecify.annotations.NullMarked;
