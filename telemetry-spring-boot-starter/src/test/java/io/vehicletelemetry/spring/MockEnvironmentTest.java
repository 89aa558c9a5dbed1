package io.vehicletelemetry.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.websocket.TelemetryWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A user's test in the default web environment, which has no server and no WebSocket. */
@SpringBootTest
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class MockEnvironmentTest {

    @Test
    void everythingIsThereButTheServer(
            @Autowired TelemetryWebSocket socket,
            @Autowired FakeSource source,
            @Autowired MockMvcTester mvc,
            CapturedOutput output) {
        assertThat(source.isRunning()).isTrue();
        source.rpm("1", 2500);
        assertThat(mvc.get().uri("/telemetry/latest")).hasStatusOk().bodyText().contains("\"rpm\":2500");
        assertThat(mvc.get().uri("/telemetry/latest?vehicle_id=2")).hasStatus(404);
        assertThat(socket.stats().sessions()).isZero();
        assertThat(output.toString().split("the servlet container has no WebSocket", -1))
                .hasSize(2);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        FakeSource source() {
            return new FakeSource();
        }
    }
}
