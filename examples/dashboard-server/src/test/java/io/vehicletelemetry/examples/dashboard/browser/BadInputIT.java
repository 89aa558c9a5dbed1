package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What devices and servers send that nobody meant: nothing breaks, nothing executes. */
class BadInputIT extends BrowserTest {

    private static final String EVIL = "<img src=x onerror=alert(1)>";

    @Test
    void namesAreTextAndNothingElse() {
        site.publish(EVIL, "{\"" + EVIL + "\":1,\"__proto__\":2,\"constructor\":3,\"note\":\"" + EVIL + "\"}");
        open(Site.vehicle(EVIL));
        page.onDialog(dialog -> {
            throw new AssertionError("a name was executed");
        });

        assertThat(page.locator("h1")).hasText("Vehicle " + EVIL);
        assertThat(page.locator(".tile .value").filter(new Locator.FilterOptions().setHasText(EVIL)))
                .isVisible();
        assertThat(page.locator(".values")).containsText(EVIL);
        assertThat(page.locator(".values")).containsText("__proto__");
        assertThat(page.locator("main img")).hasCount(0);
        page.getByText("Analytics").click();
        assertThat(page.locator(".chart canvas").first()).isVisible();
        page.getByText("Overview").click();
        assertThat(page.getByText("Vehicle " + EVIL)).isVisible();
    }

    @Test
    void longTextsAndManySignalsStayInTheirPlace() {
        String many = IntStream.range(0, 490)
                .mapToObj(i -> "\"signal_" + i + "\":" + i)
                .collect(Collectors.joining(","));
        site.publish("many", "{\"vehicle_speed\":null,\"note\":\"" + "W".repeat(1024) + "\"," + many + "}");
        open(Site.vehicle("many"));

        assertThat(tile("vehicle_speed").locator(".value")).hasText("–");
        assertThat(page.locator(".values dt")).hasCount(492);
        org.assertj.core.api.Assertions.assertThat(overflow()).isEqualTo(0);
        page.getByText("Choose values").first().click();
        page.locator("dialog input[type=search]").fill("signal_48");
        assertThat(page.locator("dialog label:visible")).hasCount(11);
    }

    @Test
    void idsThatDifferOnlyInCaseAreTwo() {
        site.publish("Van", "{\"vehicle_speed\":1}");
        site.publish("van", "{\"vehicle_speed\":2}");
        open(Site.vehicle("Van"));
        assertThat(tile("vehicle_speed").locator(".value")).hasText("1km/h");
        page.navigate(site.address(Site.vehicle("van")));
        assertThat(tile("vehicle_speed").locator(".value")).hasText("2km/h");
    }

    @Test
    void withoutStorageAChoiceLastsAsLongAsThePage() {
        site.publish("stored", "{\"vehicle_speed\":1,\"fuel_level\":50}");
        openBlank();
        page.addInitScript(
                "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })");
        page.navigate(site.address(Site.vehicle("stored")));
        page.getByText("Choose values").first().click();
        page.locator("dialog input[name=fuel_level]").check();
        page.getByText("Done").click();

        assertThat(tile("fuel_level").locator(".value")).hasText("50.0%");
        page.getByText("Overview").click();
        page.getByText("Vehicle stored").click();
        assertThat(tile("fuel_level").locator(".value")).hasText("50.0%");
    }

    @Test
    void timeInTheFutureIsNow() {
        Instant soon = Instant.now().plus(Duration.ofSeconds(50));
        site.publish("future", "{\"vehicle_speed\":3,\"timestamp\":\"" + soon + "\"}");
        open(Site.vehicle("future"));

        assertThat(page.locator(".times")).containsText("just now");
    }

    @Test
    void framesOfAnotherKindAreNoneOfItsBusiness() {
        openBlank();
        List<String> frames = List.of(
                "no JSON",
                "null",
                "[]",
                "{\"type\":\"of_tomorrow\"}",
                "{\"type\":\"telemetry_update\"}",
                "{\"type\":\"telemetry_update\",\"data\":[]}",
                "{\"type\":\"telemetry_batch\",\"updates\":[null,7,{\"data\":null}]}",
                "{\"type\":\"telemetry_update\",\"state\":\"odd\",\"timestamp\":\"odd\",\"data\":{\"vehicle_id\":\"x\",\"vehicle_speed\":{}}}",
                "{\"type\":\"telemetry_update\",\"state\":\"running\",\"timestamp\":\"" + Instant.now()
                        + "\",\"state_since\":null,\"data\":{\"vehicle_id\":\"x\",\"vehicle_speed\":9}}");
        page.routeWebSocket(Pattern.compile(".*"), socket -> frames.forEach(socket::send));
        page.navigate(site.address(Site.vehicle("x")));

        assertThat(tile("vehicle_speed").locator(".value")).hasText("9km/h");
        assertThat(page.locator(".badge")).hasText("Running");
    }

    @Test
    void addressesThatAreNoneLeadToTheOverview() {
        open("#/vehicles/%E0%A4%A");
        assertThat(page.locator("nav a[aria-current]")).hasText("Overview");
    }

    private Object overflow() {
        return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }
}
