package io.vehicletelemetry.examples.dashboard;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class DashboardServer {

    public static void main(String[] args) {
        SpringApplication.run(DashboardServer.class, args);
    }
}
