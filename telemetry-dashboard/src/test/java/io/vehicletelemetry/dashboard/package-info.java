/** Tests of the dashboard in an application that only added its jar. Reads from HTTP. Writes to nothing. */
@NullMarked
package io.vehicletelemetry.dashboard;

import org.jspecify.annotations.NullMarked;
