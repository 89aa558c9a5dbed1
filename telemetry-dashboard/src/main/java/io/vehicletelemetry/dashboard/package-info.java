/**
 * Serves the web dashboard: pages, styles and modules out of this jar and of the WebJars that they use.
 *
 * <p>Reads from the jars and from the keys under {@code telemetry.dashboard}. Writes to HTTP.
 */
@NullMarked
package io.vehicletelemetry.dashboard;

import org.jspecify.annotations.NullMarked;
