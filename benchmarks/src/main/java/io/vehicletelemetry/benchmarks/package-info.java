/**
 * JMH benchmarks. Reads from the classes under measurement; writes to the report.
 */
@NullMarked
package io.vehicletelemetry.benchmarks;

import org.jspecify.annotations.NullMarked;
