package io.vehicletelemetry.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Names the key to change where the web server's port is taken, which Boot's own analysis does not. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TelemetryPortInUseFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    private static final String SERVER = "server.port";
    private static final String MANAGEMENT = "management.server.port";

    private final @Nullable Environment environment;

    TelemetryPortInUseFailureAnalyzer(@Nullable Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
        String port = Integer.toString(cause.getPort());
        boolean management = environment != null && port.equals(environment.getProperty(MANAGEMENT));
        String key = management ? MANAGEMENT : SERVER;
        return new FailureAnalysis(
                "The web server could not start: port " + port + " (" + key + ") is already in use.",
                "Stop the process that listens on port " + port + ", or set " + key
                        + " to another port (0 for any free one), for example --" + key + "=" + (cause.getPort() + 1)
                        + ".",
                cause);
    }
}
