package io.vehicletelemetry.examples.dashboard;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The reference backend: all of it is in the starter and in {@code application.yml}. */
@SpringBootApplication
class DashboardServer {

    public static void main(String[] args) {
        SpringApplication.run(DashboardServer.class, args);
    }
}
