package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Charts: point 5 of what is due. */
class AnalyticsIT extends BrowserTest {

    private void openCharts(String vehicle) {
        site.drive(vehicle, 0);
        open(Site.vehicle(vehicle) + "/analytics");
        assertThat(page.locator(".chart canvas")).hasCount(6);
    }

    @Test
    void sixChartsFollowTheDevice() {
        openCharts("20");
        site.publish("20", "{\"vehicle_speed\":77,\"fuel_rail_pressure\":399}");

        assertThat(reading("vehicle_speed")).hasText("77 km/h");
        assertThat(reading("fuel_rail_pressure")).hasText("399 kPa");
        site.publish("20", "{\"vehicle_speed\":78}");
        assertThat(reading("vehicle_speed")).hasText("78 km/h");
    }

    @Test
    void pauseFreezesThePictureCountsWhatComesAndResumeCatchesUp() {
        openCharts("21");
        site.publish("21", "{\"vehicle_speed\":50}");
        assertThat(reading("vehicle_speed")).hasText("50 km/h");
        page.getByText("Pause").click();
        for (int speed = 51; speed <= 53; speed++) {
            site.publish("21", "{\"vehicle_speed\":" + speed + "}");
        }

        assertThat(page.locator(".waiting")).hasText(Pattern.compile("Paused · \\d updates? waiting"));
        assertThat(reading("vehicle_speed")).hasText("50 km/h");
        page.getByText("Resume").click();
        assertThat(reading("vehicle_speed")).hasText("53 km/h");
        assertThat(page.locator(".waiting")).hasText("");
    }

    @Test
    void offlineWarnsAndLeavesTheLastValues() {
        openCharts("22");
        site.publish("22", "{\"vehicle_speed\":50}");

        assertThat(page.locator(".offline")).containsText("Vehicle offline");
        assertThat(reading("vehicle_speed")).hasText("50 km/h");
        site.publish("22", "{\"vehicle_speed\":51}");
        assertThat(page.locator(".offline")).hasCount(0);
    }

    @Test
    void historyKeepsItsPeaksAndIsDownloaded() throws IOException {
        site.rememberAnHour("23");
        openCharts("23");
        chooseHour();

        Download csv = page.waitForDownload(() -> page.getByText("CSV").click());
        List<String> lines = Files.readAllLines(csv.path());
        org.assertj.core.api.Assertions.assertThat(lines.get(0))
                .startsWith("timestamp,vehicle_speed,vehicle_speed_min,vehicle_speed_max,rpm");
        org.assertj.core.api.Assertions.assertThat(lines)
                .hasSizeGreaterThan(250)
                .anyMatch(line -> line.contains("," + Drive.PEAK));
        Download png = page.waitForDownload(() -> page.getByText("PNG").click());
        Path picture = png.path();
        org.assertj.core.api.Assertions.assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void timeOfflineIsAGapAndGrey() {
        site.rememberAnHour("24");
        openCharts("24");
        chooseHour();

        // Six minutes of the hour; lines of the grid are painted too.
        await().untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(Canvas.shade(page, "vehicle_speed"))
                .isBetween(0.08, 0.15));
        org.assertj.core.api.Assertions.assertThat(Canvas.gap(page, "vehicle_speed"))
                .isBetween(0.08, 0.15);
    }

    @Test
    void chartsBeginWithWhatTheServerRemembers() {
        site.rememberAnHour("25");
        openCharts("25");

        // Ten seconds apart, so that a minute has few and half an hour is asked for.
        await().untilAsserted(() -> {
            Download csv = page.waitForDownload(() -> page.getByText("CSV").click());
            org.assertj.core.api.Assertions.assertThat(Files.readAllLines(csv.path()))
                    .hasSizeGreaterThan(60);
        });
    }

    @Test
    void speaksFrench() {
        site.drive("26", 0);
        open(
                Site.vehicle("26") + "/analytics",
                new Browser.NewContextOptions().setLocale("fr-CA").setViewportSize(1280, 860));

        assertThat(page.locator(".chart canvas")).hasCount(6);
        assertThat(page.locator(".chart[data-signal=rpm] h2")).hasText("Régime moteur tr/min");
        page.getByText("7 j").click();
        page.getByText("Pause").click();
        assertThat(page.locator(".waiting")).containsText("en attente");
        page.getByText("Reprendre").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Choisir les graphiques"))
                .click();
        assertThat(page.locator("dialog h2")).hasText("Choisir les graphiques");
        page.locator("dialog input[name=fuel_level]").check();
        page.getByText("Terminé").click();
        assertThat(page.locator(".chart[data-signal=fuel_level] h2")).hasText("Carburant %");
        assertThat(page.locator(".offline")).containsText("Véhicule hors ligne");
    }

    @Test
    void doesWithoutHistory() {
        site.drive("forgotten", 0);
        openBlank();
        page.route(
                Pattern.compile(".*/telemetry/(history|states)\\?.*"),
                route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
        page.navigate(site.address(Site.vehicle("forgotten") + "/analytics"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("24 h"))
                .click();

        assertThat(page.locator(".note")).containsText("This server keeps no history");
        site.publish("forgotten", "{\"vehicle_speed\":64}");
        assertThat(reading("vehicle_speed")).hasText("64 km/h");
    }

    private com.microsoft.playwright.Locator reading(String signal) {
        return page.locator(".chart[data-signal='" + signal + "'] .reading");
    }
}
