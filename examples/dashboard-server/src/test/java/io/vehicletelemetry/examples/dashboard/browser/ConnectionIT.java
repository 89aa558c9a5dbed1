package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.WebSocketRoute;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A lost connection is not a vehicle that is offline: point 6 of what is due. */
class ConnectionIT extends BrowserTest {

    @Test
    void pageLeftOpenOverARestartSaysWhatItKnowsAndIsRightAgainByItself() {
        site.drive("1", 0);
        open(Site.vehicle("1"));
        assertThat(tile("vehicle_speed")).isVisible();
        site.publish("1", "{\"vehicle_speed\":44}"); // running when the server goes, however long it took to open
        assertThat(tile("vehicle_speed").locator(".value")).hasText("44km/h");
        site.stop();

        assertThat(page.locator(".lost")).containsText("The connection to the server is lost");
        assertThat(page.locator(".lost")).containsText(Pattern.compile("Next attempt in \\d s|Trying now"));
        assertThat(page.locator(".connection")).hasText("Connection lost");
        assertThat(page.locator(".badge")).hasAttribute("data-memory", "");
        assertThat(tile("vehicle_speed").locator(".value")).hasText("44km/h");
        assertThat(tile("vehicle_speed").locator(".of")).containsText("Last known");
        assertThat(tile("vehicle_speed").locator(".level")).isHidden();

        site.startAgain();
        assertThat(page.locator(".connection")).hasText("Live");
        assertThat(page.locator(".lost")).hasCount(0);
        site.publish("1", "{\"vehicle_speed\":45}");
        assertThat(tile("vehicle_speed").locator(".value")).hasText("45km/h");
        assertThat(page.locator(".badge")).hasText("Running");
        assertThat(page.locator(".badge")).not().hasAttribute("data-memory", "");
    }

    @Test
    void chartsOfAServerThatRestartedHaveAGapAndNoFalseLine() {
        site.drive("4", 0);
        open(Site.vehicle("4") + "/analytics");
        assertThat(page.locator(".chart canvas")).hasCount(6);
        drive("4", 10);
        site.stop();
        assertThat(page.locator(".lost")).isVisible();
        page.waitForTimeout(5_000); // what is tested: a time without a server, wide enough to be seen
        site.startAgain();
        assertThat(page.locator(".connection")).hasText("Live");
        drive("4", 20);

        await().untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(Canvas.gap(page, "vehicle_speed"))
                .isGreaterThan(0.25));
    }

    private void drive(String vehicle, int start) {
        for (int step = 0; step < 8; step++) {
            site.drive(vehicle, start + step);
            page.waitForTimeout(200);
        }
    }

    @Test
    void aVehicleThatIsOfflineWithoutAConnectionIsBoth() {
        site.publish("5", "{\"vehicle_speed\":44}");
        open(Site.vehicle("5"));
        assertThat(page.locator(".badge")).hasText("Offline");
        page.routeWebSocket(Pattern.compile(".*"), socket -> socket.close());
        page.reload();

        assertThat(page.locator(".lost")).isVisible();
        assertThat(page.locator(".badge")).hasText("Offline");
        assertThat(page.locator(".badge")).hasAttribute("data-memory", "");
        assertThat(tile("vehicle_speed").locator(".of")).containsText("Last value");
    }

    @Test
    void saysWhyTheServerEndedTheConnection() {
        openBlank();
        page.routeWebSocket(
                Pattern.compile(".*"),
                socket -> socket.close(
                        new WebSocketRoute.CloseOptions().setCode(1008).setReason("token expired")));
        page.navigate(site.address(Site.vehicle("6")));

        assertThat(page.locator(".lost")).containsText("The server ended the connection: token expired");
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
