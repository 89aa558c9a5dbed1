/**
 * Fan-out: every subscriber gets the newest snapshot of each vehicle at its own pace.
 *
 * <p>Reads from a view of what is known and from what is published. Writes to subscribers.
 */
@NullMarked
package io.vehicletelemetry.core.broadcast;

import org.jspecify.annotations.NullMarked;
