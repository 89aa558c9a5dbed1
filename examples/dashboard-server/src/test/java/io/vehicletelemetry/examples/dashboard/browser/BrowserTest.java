package io.vehicletelemetry.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** One server and one browser for a class; a viewer of its own, who never saw the pages before, for each test. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // each test opens what it looks at
abstract class BrowserTest {

    /** How long anything may take that a test waits for: a machine that builds for many is slow. */
    private static final double PATIENCE = 60_000; // ms

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        Awaitility.setDefaultTimeout(Duration.ofMillis((long) PATIENCE));
        Awaitility.pollInSameThread(); // a page is its thread's own
    }

    Chromium chromium;
    Site site;
    BrowserContext viewer;
    Page page;
    private List<String> complaints = List.of();

    @BeforeAll
    void start() {
        chromium = Chromium.launch();
        site = new Site();
    }

    @AfterAll
    void stop() {
        if (site != null) {
            site.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void nothingWasComplainedOf() {
        if (viewer != null) {
            viewer.close();
            assertThat(complaints).as("errors in the browser's console").isEmpty();
        }
    }

    /** Opens an address as a new viewer. */
    Page open(String rest) {
        return open(
                rest, new Browser.NewContextOptions().setViewportSize(1280, 860).setLocale("en-GB"));
    }

    Page open(String rest, Browser.NewContextOptions options) {
        openBlank(options);
        page.navigate(site.address(rest));
        return page;
    }

    /** A new viewer, who goes nowhere yet, so that a test can come between page and server. */
    Page openBlank() {
        return openBlank(
                new Browser.NewContextOptions().setViewportSize(1280, 860).setLocale("en-GB"));
    }

    Page openBlank(Browser.NewContextOptions options) {
        viewer = chromium.browser().newContext(options);
        viewer.setDefaultTimeout(PATIENCE);
        page = viewer.newPage();
        complaints = Site.complaints(page);
        return page;
    }

    Locator tile(String signal) {
        return page.locator(".tile[data-signal='" + signal + "']");
    }

    /** Has the charts show the hour before now, and waits until they do. */
    void chooseHour() {
        Locator hour = page.getByText("1 h", new Page.GetByTextOptions().setExact(true));
        hour.click();
        PlaywrightAssertions.assertThat(hour)
                .hasAttribute("aria-pressed", "true"); // from here on busy means busy with the hour
        PlaywrightAssertions.assertThat(page.locator(".charts[aria-busy=false] canvas"))
                .hasCount(6);
    }

    /** Until what was asked for is drawn. */
    void waitForPicture() {
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }
}
