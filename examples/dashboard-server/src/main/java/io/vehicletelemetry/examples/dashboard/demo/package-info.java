/**
 * A broker and a simulated vehicle for a first look. Reads from its configuration; writes to the broker, as any device does.
 */
@NullMarked
package io.vehicletelemetry.examples.dashboard.demo;

import org.jspecify.annotations.NullMarked;
