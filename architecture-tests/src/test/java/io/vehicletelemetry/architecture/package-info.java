/**
 * The directions between modules and packages, as tests. Reads from the compiled classes of every module; writes to the
 * test report.
 */
@NullMarked
package io.vehicletelemetry.architecture;

import org.jspecify.annotations.NullMarked;
