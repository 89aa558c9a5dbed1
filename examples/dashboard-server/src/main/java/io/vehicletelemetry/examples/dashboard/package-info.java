/**
 * The reference backend. Reads from its configuration; writes to nothing itself.
 */
@NullMarked
package io.vehicletelemetry.examples.dashboard;

import org.jspecify.annotations.NullMarked;
