package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the pages look, to eyes, to screen readers and on a phone: point 7. Screenshots are in target/screenshots. */
class LooksIT extends BrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ScheduledExecutorService cars = Executors.newSingleThreadScheduledExecutor();
    private @Nullable Future<?> driving;
    private final AtomicInteger step = new AtomicInteger();

    @BeforeAll
    void drive() {
        for (int seconds = 40; seconds >= 0; seconds--) { // it came to a halt
            double speed = Math.max(0, seconds - 8) * 1.2;
            site.publish(
                    "parked",
                    String.format(
                            Locale.ROOT,
                            "{\"vehicle_speed\":%.1f,\"rpm\":%.0f,\"coolant_temperature\":%.1f,"
                                    + "\"control_module_voltage\":%.2f,\"engine_load\":%.1f,\"fuel_level\":33,"
                                    + "\"latitude\":%.6f,\"longitude\":10.18,\"timestamp\":\"%s\"}",
                            speed,
                            790 + speed * 31,
                            72 - seconds / 50.0,
                            13.9 + speed / 300,
                            18 + speed / 2,
                            36.8 - speed * speed * 0.000002,
                            Instant.now().minusSeconds(seconds)));
        }
        site.rememberAnHour("1");
        driving = cars.scheduleAtFixedRate(this::driveAll, 0, 200, TimeUnit.MILLISECONDS);
    }

    private void driveAll() {
        int now = step.incrementAndGet();
        site.drive("1", now / 5.0);
        site.drive("2", now / 5.0 + 30);
        site.publish(
                "3",
                "{\"vehicle_speed\":104,\"rpm\":5600,\"coolant_temperature\":" + (101 + now % 5 / 10.0)
                        + ",\"control_module_voltage\":11.9,\"engine_load\":88}");
    }

    @AfterAll
    void park() {
        if (driving != null) {
            driving.cancel(false);
        }
        cars.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "desktop, light, 1440, 900",
        "desktop, dark, 1440, 900",
        "tablet, light, 834, 1112",
        "phone, light, 390, 844",
        "phone, dark, 390, 844"
    })
    void everyPage(String device, String scheme, int width, int height) {
        open("", viewer(scheme, width, height, "en-GB"));
        String end = "-" + device + "-" + scheme;

        assertThat(page.locator(".vehicle")).hasCount(4);
        look("overview" + end);
        go("1");
        assertThat(tile("vehicle_speed").locator(".spark .area")).isVisible();
        look("dashboard-running" + end);
        go("3");
        assertThat(page.locator(".tile[data-level=critical]").first()).isVisible();
        look("dashboard-critical" + end);
        go("parked");
        assertThat(page.locator(".badge")).containsText("Offline");
        look("dashboard-offline" + end);
        go("1/analytics");
        assertThat(page.locator(".chart canvas")).hasCount(6);
        assertThat(page.locator(".chart .reading").first()).containsText("km/h");
        look("analytics-live" + end);
        chooseHour();
        look("analytics-1h" + end);
        go("parked/analytics");
        assertThat(page.locator(".offline")).isVisible();
        look("analytics-offline" + end);
    }

    private void go(String rest) {
        page.navigate(site.address("#/vehicles/" + rest));
    }

    /** Takes a picture, lets axe look, and checks that nothing is wider than the screen. */
    private void look(String name) {
        waitForPicture();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels wider than the screen: " + name)
                .isEqualTo(0);
        List<String> findings = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> rule.getImpact().equals("serious")
                                || rule.getImpact().equals("critical"))
                        .map(rule ->
                                rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                        .toList();
        assertThat(findings).as("axe: " + name).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"desktop, dark, 1280, 800", "phone, light, 390, 844"})
    void lostConnection(String device, String scheme, int width, int height) {
        List<WebSocketRoute> sockets = new CopyOnWriteArrayList<>();
        AtomicBoolean cut = new AtomicBoolean();
        openBlank(viewer(scheme, width, height, "en-GB"));
        page.routeWebSocket("**", route -> {
            if (cut.get()) {
                route.close();
            } else {
                route.connectToServer();
                sockets.add(route);
            }
        });
        page.navigate(site.address("#/vehicles/1"));
        assertThat(page.locator(".badge")).hasText("Running");
        assertThat(tile("vehicle_speed").locator(".spark .area")).isVisible();
        cut.set(true);
        sockets.forEach(WebSocketRoute::close);
        assertThat(page.locator(".lost")).isVisible();
        look("lost-" + device + "-" + scheme);
        page.navigate(site.address("#/vehicles/1/analytics"));
        assertThat(page.locator(".chart canvas")).hasCount(6);
        look("lost-analytics-" + device + "-" + scheme);
    }

    @ParameterizedTest
    @CsvSource({"desktop, light, 1280, 800", "phone, dark, 390, 844"})
    void dialogAndFrench(String device, String scheme, int width, int height) {
        open("#/vehicles/3", viewer(scheme, width, height, "fr-FR"));
        assertThat(page.locator(".tile[data-level=critical]").first()).isVisible();
        look("french-" + device + "-" + scheme);
        page.getByText("Choisir les valeurs").first().click();
        assertThat(page.locator("dialog")).isVisible();
        look("french-chooser-" + device + "-" + scheme);
        page.keyboard().press("Escape");
        go("1/analytics");
        assertThat(page.locator(".chart canvas")).hasCount(6);
        look("french-analytics-" + device + "-" + scheme);
    }

    @Test
    void everythingFitsOnASmallPhone() {
        open("", viewer("light", 320, 640, "fr-FR")); // the longer words
        assertThat(page.locator(".vehicle")).hasCount(4);
        look("overview-small");
        go("3");
        assertThat(page.locator(".tile[data-level=critical]").first()).isVisible();
        look("dashboard-small");
        go("1/analytics");
        assertThat(page.locator(".chart canvas")).hasCount(6);
        look("analytics-small");
    }

    private static Browser.NewContextOptions viewer(String scheme, int width, int height, String locale) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale(locale)
                .setReducedMotion(ReducedMotion.REDUCE) // no picture half way between two colours
                .setColorScheme(ColorScheme.valueOf(scheme.toUpperCase(Locale.ROOT)));
    }

    @Test
    void nothingMovesForThoseWhoAskedForThat() {
        open("", new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        assertThat(page.locator(".vehicle")).hasCount(4);
        assertThat(page.evaluate("document.getAnimations().length")).isEqualTo(0);
    }

    @Test
    void everythingByKeyboard() {
        open("");
        assertThat(page.locator(".vehicle")).hasCount(4);
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.locator(".vehicle a").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).isHidden();
    }
}
