/**
 * The facade that owns the lifecycle and knows the order of the stages. Reads from the source; writes to the broadcaster.
 */
@NullMarked
package io.vehicletelemetry.core;

import org.jspecify.annotations.NullMarked;
