package io.vehicletelemetry.examples.dashboard;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the reference server for tests in other packages. */
public final class Example {

    private Example() {}

    /**
     * Starts it.
     *
     * @param more what is configured beside it
     * @param arguments as on the command line
     */
    public static ConfigurableApplicationContext start(List<Class<?>> more, String... arguments) {
        SpringApplication application = new SpringApplication(DashboardServer.class);
        application.addPrimarySources(more);
        return application.run(arguments);
    }
}
