package io.vehicletelemetry.examples.dashboard.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says where the dashboard is, once it is there. */
final class DashboardAddress implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardAddress.class);

    private final Environment environment;

    DashboardAddress(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        String port = environment.getProperty("local.server.port");
        if (port != null) {
            LOG.info("Dashboard: {}", address(port));
        }
    }

    private String address(String port) {
        boolean tls = Binder.get(environment)
                .bind("server.ssl", Ssl.class)
                .map(ssl -> ssl.isEnabled())
                .orElse(false);
        String host = environment.getProperty("server.address", "0.0.0.0");
        return "%s://%s:%s%s/"
                .formatted(
                        tls ? "https" : "http",
                        host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host,
                        port,
                        environment.getProperty("server.servlet.context-path", ""));
    }
}
