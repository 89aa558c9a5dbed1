/**
 * The replay kit: messages of a device in a file, played on virtual time through a whole pipeline, and what has to come of
 * them in a file beside it. Incubating until 1.0.
 *
 * <p>Reads from pairs of {@code .tsv} files. Writes to the test report.
 */
@NullMarked
package io.vehicletelemetry.tck.replay;

import org.jspecify.annotations.NullMarked;
