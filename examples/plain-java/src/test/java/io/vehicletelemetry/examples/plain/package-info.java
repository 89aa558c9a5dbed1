/** The server without Spring, as its user meets it. Reads from nothing. Writes to nothing. */
@NullMarked
package io.vehicletelemetry.examples.plain;

import org.jspecify.annotations.NullMarked;
