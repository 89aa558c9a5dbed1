/**
 * What a message means: one decoder a device format, and the table of canonical signals.
 *
 * <p>Reads from raw messages. Writes to an output of frames, availability and rejections. The only package that knows
 * JSON.
 */
@NullMarked
package io.vehicletelemetry.core.decode;

import org.jspecify.annotations.NullMarked;
