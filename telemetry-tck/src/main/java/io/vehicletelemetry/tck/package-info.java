/**
 * Contract kits for the SPIs, one abstract test class each, and what tests of telemetry need: virtual time, a recording
 * sink, a recording subscriber. Incubating until 1.0.
 *
 * <p>Reads from the implementation under test. Writes to the test report.
 */
@NullMarked
package io.vehicletelemetry.tck;

import org.jspecify.annotations.NullMarked;
