package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A second application, which added the jar, four lines of configuration, and nothing else: point 1 of what is due. */
class AddedJarIT extends BrowserTest {

    @EnableAutoConfiguration
    static final class Application {}

    @Test
    void hasTheDashboardWhereItIsByDefault() {
        int port = Site.freePort();
        SpringApplication application = new SpringApplication(Application.class);
        try (ConfigurableApplicationContext running = application.run(
                "--spring.config.name=none", // the example's own is on the class path
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--telemetry.mqtt.uri=" + site.broker(),
                "--telemetry.mqtt.subscriptions[0].topic=vehicles/{vehicle_id}/telemetry",
                "--telemetry.mqtt.subscriptions[0].format=json")) {
            openBlank();
            page.navigate("http://127.0.0.1:" + port + "/telemetry/dashboard");
            assertThat(page.locator(".connection")).hasText("Live");
            page.waitForCondition(() -> {
                site.drive("1", 0);
                return tile("vehicle_speed").isVisible();
            });

            site.publish("1", "{\"vehicle_speed\":63}");
            assertThat(tile("vehicle_speed").locator(".value")).hasText("63km/h");
            page.getByText("Analytics").click();
            assertThat(page.locator(".chart canvas")).hasCount(6);
            assertThat(page.locator(".chart[data-signal=vehicle_speed] .reading"))
                    .hasText("63 km/h");
            viewer.close();
        }
    }
}
