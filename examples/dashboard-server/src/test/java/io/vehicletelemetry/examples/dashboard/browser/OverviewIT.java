package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Many vehicles: point 3 of what is due. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverviewIT extends BrowserTest {

    @Test
    @Order(1)
    void waitsForTheFirstVehicleAndGoesToTheOnlyOne() {
        open("");

        assertThat(page.locator(".notice h2")).hasText("Waiting for the first vehicle");
        site.drive("1", 0);
        assertThat(page.locator("h1")).hasText("Vehicle 1");
        assertThat(tile("vehicle_speed")).isVisible();
    }

    @Test
    @Order(2)
    void showsEveryVehicleWithItsStateAndFindsOne() {
        site.drive("1", 1);
        site.drive("2", 7);
        site.rememberAnHour("van");
        site.publish("van", "{\"vehicle_speed\":33}");
        open("");

        assertThat(page.locator(".vehicle")).hasCount(3);
        Locator van = page.locator(".vehicle").filter(new Locator.FilterOptions().setHasText("van"));
        assertThat(van).containsText("33");
        assertThat(van.locator(".spark .area")).isVisible(); // of a single message there would be no line
        site.publish("van", "{\"vehicle_speed\":33,\"coolant_temperature\":101}");
        assertThat(van.locator(".level")).hasText("Critical");
        page.getByRole(AriaRole.SEARCHBOX).fill("VA");
        assertThat(page.locator(".vehicle")).hasCount(1);
        page.locator(".vehicle a").click();
        assertThat(page.locator("h1")).hasText("Vehicle van");
        page.goBack();
        assertThat(page.locator(".vehicle")).hasCount(3);
    }

    @Test
    @Order(3)
    void sortsByTheLastUpdateAndByName() {
        site.publish("sorted-a", at(120));
        site.publish("sorted-b", at(60));
        site.publish("sorted-c", at(0));
        open("");
        page.getByRole(AriaRole.SEARCHBOX).fill("sorted");
        page.locator("select").selectOption("name");
        assertThat(page.locator(".vehicle h2"))
                .hasText(new String[] {"Vehicle sorted-a", "Vehicle sorted-b", "Vehicle sorted-c"});

        page.locator("select").selectOption("time");
        assertThat(page.locator(".vehicle h2"))
                .hasText(new String[] {"Vehicle sorted-c", "Vehicle sorted-b", "Vehicle sorted-a"});
    }

    private static String at(int secondsAgo) {
        return "{\"vehicle_speed\":1,\"timestamp\":\"" + Instant.now().minusSeconds(secondsAgo) + "\"}";
    }

    @Test
    @Order(4)
    void thousandVehiclesAreAFewTiles() {
        IntStream.range(100, 1100)
                .forEach(id -> site.publish(String.valueOf(id), "{\"vehicle_speed\":" + id % 90 + "}"));
        open("");

        assertThat(page.locator(".summary")).containsText("of 1006 vehicles");
        assertThat(page.locator(".vehicle").first()).isVisible();
        int tiles = page.locator(".vehicle").count();
        org.assertj.core.api.Assertions.assertThat(tiles).isBetween(6, 60);
        page.locator("select").selectOption("name");
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
        assertThat(page.getByText("Vehicle van")).isVisible();
        org.assertj.core.api.Assertions.assertThat(page.locator(".vehicle").count())
                .isLessThan(60);
    }
}
