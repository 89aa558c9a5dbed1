/**
 * Proof of the kits: green on what is right, red on what breaks one rule.
 *
 * <p>Reads from the kits. Writes to the test report.
 */
@NullMarked
package io.vehicletelemetry.tck.proof;

import org.jspecify.annotations.NullMarked;
