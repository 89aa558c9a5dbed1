/** What a history in a database costs and gives: plain programs, each with a PostgreSQL or an H2 of its own. */
@NullMarked
package io.vehicletelemetry.benchmarks.history;

import org.jspecify.annotations.NullMarked;
