/**
 * Auto-configuration for Spring Boot. Reads from configuration properties and beans; writes to the application context.
 */
@NullMarked
package io.vehicletelemetry.spring;

import org.jspecify.annotations.NullMarked;
