package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A lost connection is not a vehicle that is offline: point 6 of what is due. */
class ConnectionIT extends BrowserTest {

    @Test
    void pageLeftOpenOverARestartSaysWhatItKnowsAndIsRightAgainByItself() {
        site.drive("1", 0);
        site.publish("1", "{\"vehicle_speed\":44}");
        open(Site.vehicle("1"));
        assertThat(tile("vehicle_speed").locator(".value")).hasText("44km/h");
        site.stop();

        assertThat(page.locator(".lost")).containsText("The connection to the server is lost");
        assertThat(page.locator(".lost")).containsText(Pattern.compile("Next attempt in \\d s|Trying now"));
        assertThat(page.locator(".connection")).hasText("Connection lost");
        assertThat(page.locator(".badge")).hasAttribute("data-memory", "");
        assertThat(tile("vehicle_speed").locator(".value")).hasText("44km/h");

        site.startAgain();
        assertThat(page.locator(".connection"))
                .hasText("Live", new LocatorAssertions.HasTextOptions().setTimeout(15_000));
        assertThat(page.locator(".lost")).hasCount(0);
        site.publish("1", "{\"vehicle_speed\":45}");
        assertThat(tile("vehicle_speed").locator(".value")).hasText("45km/h");
        assertThat(page.locator(".badge")).hasText("Running");
        assertThat(page.locator(".badge")).not().hasAttribute("data-memory", "");
    }

    @Test
    void showsTheLastValuesOverRestWhereTheSocketIsDown() {
        site.publish("2", "{\"vehicle_speed\":31}");
        openBlank();
        page.routeWebSocket(Pattern.compile(".*"), socket -> socket.close());
        page.navigate(site.address(Site.vehicle("2")));

        assertThat(tile("vehicle_speed").locator(".value")).hasText("31km/h");
        assertThat(page.locator(".lost")).isVisible();
    }

    @Test
    void livesWithoutRest() {
        site.publish("3", "{\"vehicle_speed\":32}");
        openBlank();
        page.route(Pattern.compile(".*/telemetry/.*"), route -> route.abort());
        page.navigate(site.address(Site.vehicle("3")));

        assertThat(tile("vehicle_speed").locator(".value")).hasText("32km/h");
        assertThat(page.locator(".lost")).hasCount(0);
    }
}
