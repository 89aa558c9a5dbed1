/** Tests of the demo. Reads from a real broker in the process. Writes to nothing. */
@NullMarked
package io.vehicletelemetry.examples.dashboard.demo;

import org.jspecify.annotations.NullMarked;
