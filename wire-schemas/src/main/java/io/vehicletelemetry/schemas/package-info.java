/**
 * The JSON Schemas of the wire protocol, for tests.
 *
 * <p>Reads from the schemas in {@code docs/schemas}. Writes to nothing.
 */
@NullMarked
package io.vehicletelemetry.schemas;

import org.jspecify.annotations.NullMarked;
