/**
 * The pages in a real browser, against the running example.
 *
 * <p>Reads from the pages as a viewer does. Writes to the broker as a device does, and screenshots to
 * {@code target/screenshots}.
 */
@NullMarked
package io.vehicletelemetry.examples.dashboard.browser;

import org.jspecify.annotations.NullMarked;
