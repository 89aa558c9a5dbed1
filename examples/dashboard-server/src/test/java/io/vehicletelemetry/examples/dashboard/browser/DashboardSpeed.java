package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How fast the pages are, in a real browser on this machine. It takes minutes and asserts nothing, so no build runs it: its
 * name is no test's. A part at a time, on a machine that does nothing else; what it finds is added to
 * {@code target/dashboard-speed.txt}:
 *
 * <pre>{@code
 * mvn -pl examples/dashboard-server -am -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dit.test='DashboardSpeed#latency' -Dfailsafe.failIfNoSpecifiedTests=false -Dinvoker.skip verify
 * }</pre>
 *
 * <p>Parts: {@code visits}, {@code latency}, {@code charts}, {@code overview}, {@code heap}. How long each of their
 * measurements takes: {@code -Dspeed.seconds} (60; {@code heap}: {@code -Dspeed.minutes}, 30).
 */
class DashboardSpeed extends BrowserTest {

    private static final Path REPORT = Path.of("target", "dashboard-speed.txt");
    private static final int SECONDS = Integer.getInteger("speed.seconds", 60);
    private static final int MINUTES = Integer.getInteger("speed.minutes", 30);
    private static final int LIVE = 60;
    private static final int MANY = 3600;
    private static final int VEHICLES = 1000;

    /** Notes when the frame was painted in which a value first stood in its tile. */
    private static final String WATCH_VALUE = """
            () => {
              window.painted = [];
              const value = document.querySelector('.tile[data-signal=vehicle_speed] .value');
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = ({ data }) => window.painted.push([data, Date.now()]);
              new MutationObserver(() => port2.postMessage(parseInt(value.textContent.replace(/[^0-9]*km.*|[^0-9]/g, ''))))
                .observe(value, { childList: true, subtree: true, characterData: true });
            }""";

    /** Bytes and first paint, each page as one who never was there, and as one who comes back. */
    @Test
    void visits() {
        site.rememberAnHour("1");
        site.drive("1", 0);
        site.drive("2", 0);
        for (String name : List.of("", "#/vehicles/1", "#/vehicles/1/analytics")) {
            for (int round = 1; round <= 3; round++) {
                try (BrowserContext context = chromium.browser().newContext()) {
                    visit(context, "/" + name + ", Fast 3G, first visit", name, true);
                    visit(context, "/" + name + ", Fast 3G, second visit", name, true);
                    visit(context, "/" + name + ", no throttling, second visit", name, false);
                }
            }
        }
    }

    private void visit(BrowserContext context, String title, String name, boolean slow) {
        try (Page fresh = context.newPage()) {
            report(title, new Visit(fresh, slow).to(site.address(name)));
        }
    }

    /** From the call that publishes to the frame in which the value is painted. */
    @Test
    void latency() {
        for (int perSecond : new int[] {1, 10}) {
            String vehicle = "latency-" + perSecond;
            site.publish(vehicle, "{\"vehicle_speed\":0,\"rpm\":900}");
            openAs(Site.vehicle(vehicle));
            assertThat(tile("vehicle_speed")).isVisible();
            page.waitForTimeout(2_000);
            page.evaluate(WATCH_VALUE);
            try (Traffic traffic = Traffic.of(
                    perSecond, number -> site.send(vehicle, "{\"vehicle_speed\":" + number + ",\"rpm\":900}"))) {
                page.waitForTimeout(SECONDS * 1000.0);
                report("publish to pixel, " + perSecond + " Hz", latencies(traffic.sent()));
            }
            viewer.close();
        }
    }

    private String latencies(Map<Integer, Double> sent) {
        List<?> painted = (List<?>) page.evaluate("window.painted");
        double[] latencies = painted.stream()
                .map(sample -> (List<?>) sample)
                .filter(sample -> sent.containsKey(((Number) sample.get(0)).intValue()))
                .mapToDouble(sample -> ((Number) sample.get(1)).doubleValue()
                        - sent.getOrDefault(((Number) sample.get(0)).intValue(), Double.NaN))
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "p50 %.0f ms, p99 %.0f ms, longest %.0f ms, %d of %d values painted",
                at(latencies, 0.5),
                at(latencies, 0.99),
                at(latencies, 1),
                latencies.length,
                sent.size());
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** Six charts at 10 Hz: the last 60 points, then 3,600. */
    @Test
    void charts() {
        site.drive("charts", 0);
        openAs(Site.vehicle("charts") + "/analytics");
        assertThat(page.locator(".chart canvas")).hasCount(6);
        Meter meter = new Meter(page);
        try (Traffic filling = Traffic.of(40, number -> site.send("charts", Drive.json(number / 10.0)))) {
            page.waitForTimeout(MANY / 40 * 1000.0 + 5_000);
        }
        try (Traffic traffic = Traffic.of(10, number -> site.send("charts", Drive.json(MANY + number / 10.0)))) {
            page.waitForTimeout(2 * LIVE * 100.0);
            report("6 charts x 60 points, 10 Hz", meter.load(SECONDS / 2));
            for (int step = 0; step < 8; step++) {
                page.getByLabel("Zoom out").click();
            }
            page.waitForTimeout(2_000);
            report("6 charts x " + rows() + " points, 10 Hz", meter.load(SECONDS / 2));
        }
    }

    /** How many points a chart has: what would be downloaded. */
    private int rows() {
        Path csv = page.waitForDownload(() -> page.getByText("CSV").click()).path();
        try (Stream<String> lines = Files.lines(csv)) {
            return (int) lines.count() - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A thousand vehicles, each once a second. */
    @Test
    void overview() {
        for (int id = 0; id < VEHICLES; id++) {
            site.drive(String.valueOf(1000 + id), id);
        }
        openAs("");
        assertThat(page.locator(".summary")).containsText(Pattern.compile("of " + VEHICLES / 1000 + "\\d{3}"));
        Meter meter = new Meter(page);
        try (Traffic traffic = Traffic.of(
                VEHICLES, number -> site.send(String.valueOf(1000 + number % VEHICLES), Drive.json(number / 1000.0)))) {
            page.waitForTimeout(5_000);
            report("overview, 1000 vehicles, 1 Hz", meter.load(SECONDS / 2));
            page.waitForTimeout(200);
            report("messages sent a second", String.valueOf(traffic.sent().size() / (SECONDS + 5)));
        }
    }

    /** The heap after forced collections, half an hour of six charts at 10 Hz. */
    @Test
    void heap() {
        site.drive("heap", 0);
        openAs(Site.vehicle("heap") + "/analytics");
        assertThat(page.locator(".chart canvas")).hasCount(6);
        Meter meter = new Meter(page);
        try (Traffic traffic = Traffic.of(10, number -> site.send("heap", Drive.json(number / 10.0)))) {
            for (int tenth = 0; tenth <= 6; tenth++) {
                double minutes = MINUTES * tenth / 6.0;
                report(
                        String.format(Locale.ROOT, "heap after %.1f min", minutes),
                        String.format(Locale.ROOT, "%.2f MB", meter.heap() / 1e6));
                if (tenth < 6) {
                    page.waitForTimeout(MINUTES * 10_000.0);
                }
            }
            report("messages", String.valueOf(traffic.sent().size()));
        }
    }

    private void openAs(String rest) {
        open(rest, new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en-GB"));
    }

    private static void report(String title, String result) {
        String line = title + ": " + result;
        System.getLogger(DashboardSpeed.class.getName()).log(System.Logger.Level.INFO, line);
        try {
            Files.createDirectories(REPORT.getParent());
            Files.write(REPORT, Arrays.asList(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
