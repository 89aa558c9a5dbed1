package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard of one vehicle: point 4 of what is due. */
class VehiclePageIT extends BrowserTest {

    @Test
    void valuesFollowTheDevice() {
        site.publish(
                "4",
                "{\"vehicle_speed\":42,\"rpm\":1800,\"coolant_temperature\":88.4,\"control_module_voltage\":13.9}");
        open(Site.vehicle("4"));

        assertThat(tile("vehicle_speed").locator(".value")).hasText("42km/h");
        assertThat(tile("coolant_temperature").locator(".value")).hasText("88.4°C");
        site.publish("4", "{\"vehicle_speed\":43}");
        assertThat(page.locator(".badge")).hasText("Running");
        assertThat(tile("vehicle_speed").locator(".value")).hasText("43km/h");
        assertThat(tile("rpm").locator(".value")).hasText("1,800rpm");
        assertThat(page.locator(".connection")).hasText("Live");
    }

    @Test
    void offlineKeepsEachLastValueAndSaysSo() {
        site.publish("5", "{\"vehicle_speed\":61,\"rpm\":2222}");
        open(Site.vehicle("5"));

        assertThat(page.locator(".badge")).containsText("Offline");
        assertThat(tile("vehicle_speed").locator(".value")).hasText("61km/h");
        assertThat(tile("vehicle_speed").locator(".of")).containsText(Pattern.compile("Last value · \\d+ sec"));
        assertThat(page.locator(".times")).containsText("since");
        assertThat(page.locator(".connection")).hasText("Live");

        site.publish("5", "{\"vehicle_speed\":12}");
        assertThat(page.locator(".badge")).hasText("Running");
        assertThat(tile("vehicle_speed").locator(".of")).hasText("");
    }

    @Test
    void greysAValueThatIsMuchOlderThanItsFellows() {
        Instant before = Instant.now().minusSeconds(80);
        site.publish("11", "{\"coolant_temperature\":101,\"timestamp\":\"" + before + "\"}");
        site.publish("11", "{\"vehicle_speed\":50}");
        open(Site.vehicle("11"));
        assertThat(tile("vehicle_speed")).isVisible();
        site.publish("11", "{\"vehicle_speed\":51}"); // running, however long it took to open

        assertThat(tile("coolant_temperature")).hasAttribute("data-old", "");
        assertThat(tile("coolant_temperature").locator(".of")).containsText("Old value · 1 min");
        assertThat(tile("vehicle_speed")).not().hasAttribute("data-old", "");
        assertThat(page.locator(".values div[data-old]")).containsText("1 min");
        site.publish("11", "{\"coolant_temperature\":88}");
        assertThat(tile("coolant_temperature")).not().hasAttribute("data-old", "");
    }

    @Test
    void tilesFillTheirRows() {
        site.drive("12", 0);
        open(Site.vehicle("12"));
        assertThat(page.locator(".tile")).hasCount(5);

        org.assertj.core.api.Assertions.assertThat(tops()).hasSize(1);
        page.setViewportSize(834, 1112);
        org.assertj.core.api.Assertions.assertThat(tops()).hasSize(2);
        page.setViewportSize(390, 844);
        org.assertj.core.api.Assertions.assertThat(tops()).hasSize(3);
    }

    private Set<Double> tops() {
        return page.locator(".tile").all().stream()
                .map(tile -> tile.boundingBox().y)
                .collect(Collectors.toSet());
    }

    @Test
    void trouble() {
        site.publish(
                "6", "{\"coolant_temperature\":94.9,\"control_module_voltage\":12,\"rpm\":4999,\"engine_load\":79}");
        open(Site.vehicle("6"));

        level("coolant_temperature", "Normal");
        level("control_module_voltage", "Normal");
        level("engine_load", "Normal");
        site.publish(
                "6", "{\"coolant_temperature\":95,\"control_module_voltage\":11.9,\"rpm\":5000,\"engine_load\":80}");
        level("coolant_temperature", "Warning");
        level("control_module_voltage", "Warning");
        level("rpm", "Warning");
        level("engine_load", "Warning");
        site.publish(
                "6", "{\"coolant_temperature\":100,\"control_module_voltage\":11.7,\"rpm\":5500,\"engine_load\":90}");
        level("coolant_temperature", "Critical");
        level("control_module_voltage", "Critical");
        level("rpm", "Critical");
        level("engine_load", "Critical");
    }

    private void level(String signal, String text) {
        assertThat(tile(signal).locator(".level")).hasText(text);
    }

    @Test
    void viewerChoosesTilesAndTheBrowserRemembersThem() {
        site.publish("7", "{\"vehicle_speed\":50,\"rpm\":2000,\"fuel_level\":61.5}");
        open(Site.vehicle("7"));

        assertThat(tile("fuel_level")).hasCount(0);
        page.getByText("Choose values").first().click();
        page.locator("dialog input[name=fuel_level]").check();
        page.locator("dialog input[name=rpm]").uncheck();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).isHidden();
        page.reload();
        assertThat(tile("fuel_level").locator(".value")).hasText("61.5%");
        assertThat(tile("rpm")).hasCount(0);
    }

    @Test
    void drawsWhereItWas() {
        open(Site.vehicle("8"));
        assertThat(page.locator(".notice h2")).hasText("Nothing is known of vehicle 8");
        for (int step = 0; step < 5; step++) {
            site.drive("8", step);
        }

        Locator track = page.locator(".track svg[role=img]");
        assertThat(track).hasAttribute("aria-label", Pattern.compile("Track of the last \\d+ positions"));
        assertThat(track.locator(".arrow")).isVisible();
        assertThat(page.locator(".values")).containsText(Pattern.compile("36\\.\\d{5}°")); // no space, as of an angle
    }

    @Test
    void tellsEverythingThatTheDeviceTells() {
        site.publish("9", "{\"vehicle_speed\":50,\"door\":\"open\",\"ignition\":true,\"x\":null}");
        open(Site.vehicle("9"));

        assertThat(page.locator(".values dt")).hasCount(4);
        assertThat(page.locator(".values")).containsText("open");
        assertThat(page.locator(".values")).containsText("yes");
        page.locator(".everything summary").click();
        assertThat(page.locator(".values")).hasCount(0);
    }

    @Test
    void chooserSpeaksFrench() {
        site.drive("13", 0);
        open(
                Site.vehicle("13"),
                new Browser.NewContextOptions().setLocale("fr-FR").setViewportSize(390, 844));
        page.getByText("Choisir les valeurs").first().click();

        assertThat(page.locator("dialog")).containsText("Conservé dans ce navigateur.");
        page.getByPlaceholder("Filtrer").fill("carb");
        page.getByLabel("Carburant").check();
        page.getByText("Terminé").click();
        assertThat(tile("fuel_level").locator("h2")).hasText("Carburant");
    }

    @Test
    void speaksFrench() {
        site.publish("10", "{\"vehicle_speed\":42,\"coolant_temperature\":88.4}");
        open(
                Site.vehicle("10"),
                new Browser.NewContextOptions().setLocale("fr-FR").setViewportSize(1280, 860));

        assertThat(page.locator("h1")).hasText("Véhicule 10");
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        assertThat(tile("coolant_temperature").locator(".value")).hasText("88,4°C");
        assertThat(page.locator(".badge")).containsText(Pattern.compile("En marche|Hors ligne"));
    }
}
