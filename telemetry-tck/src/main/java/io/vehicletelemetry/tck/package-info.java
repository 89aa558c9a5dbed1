/**
 * Contract kits for the SPIs. Reads from the implementation under test; writes to the test report.
 */
@NullMarked
package io.vehicletelemetry.tck;

import org.jspecify.annotations.NullMarked;
