package io.vehicletelemetry.faults;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** A server as a user has it: a dependency and some keys. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class RecordingServer {

    public static void main(String[] arguments) {
        SpringApplication.run(RecordingServer.class, arguments);
    }
}
