/**
 * A history in a relational database: H2 or PostgreSQL.
 *
 * <p>Reads from and writes to tables whose names begin with {@code telemetry_}.
 */
@NullMarked
package io.vehicletelemetry.jdbc;

import org.jspecify.annotations.NullMarked;
