package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closer, farther, earlier and later, by whatever a viewer has. What is shown is told by what is downloaded. */
class ZoomIT extends BrowserTest {

    private static final double HOUR = 3600;

    /** The times of the first and last value that are shown. */
    private record Shown(Instant first, Instant last) {

        double seconds() {
            return Duration.between(first, last).toMillis() / 1000.0;
        }
    }

    private Shown openHour(String vehicle, Browser.NewContextOptions options) {
        site.rememberAnHour(vehicle);
        site.drive(vehicle, 0);
        open(Site.vehicle(vehicle) + "/analytics", options);
        chooseHour();
        Shown all = shown();
        assertThat(all.seconds()).isCloseTo(HOUR, within(120.0));
        return all;
    }

    private Shown shown() {
        Download csv = page.waitForDownload(() -> page.getByText("CSV").click());
        try {
            List<String> lines = Files.readAllLines(csv.path());
            return new Shown(time(lines.get(1)), time(lines.get(lines.size() - 1)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant time(String line) {
        return Instant.parse(line.substring(0, line.indexOf(',')));
    }

    private BoundingBox plot() {
        return page.locator(".chart .u-over").first().boundingBox();
    }

    private static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions().setViewportSize(1280, 860);
    }

    @Test
    void byButtonsAndKeys() {
        Shown all = openHour("40", desktop());
        page.getByLabel("Zoom in").click();
        Shown half = shown();
        assertThat(half.seconds()).isCloseTo(HOUR / 2, within(120.0));
        page.getByLabel("Earlier").click();
        assertThat(shown().first()).isBefore(half.first());
        page.locator("body").evaluate("() => document.activeElement.blur()");
        page.keyboard().press("+");
        assertThat(shown().seconds()).isCloseTo(HOUR / 4, within(120.0));
        page.locator("body").evaluate("() => document.activeElement.blur()");
        page.keyboard().press("0");
        assertThat(page.getByLabel("Whole window")).isDisabled();
        assertThat(shown().seconds()).isCloseTo(all.seconds(), within(60.0));
    }

    @Test
    void byTheWheelWithControlAroundThePointer() {
        Shown all = openHour("41", desktop());
        BoundingBox plot = plot();
        page.mouse().move(plot.x + plot.width - 4, plot.y + plot.height / 2);
        page.mouse().wheel(0, -240);
        assertThat(page.getByLabel("Whole window")).isDisabled(); // without the key the wheel is the page's
        page.keyboard().down("Control");
        for (int turn = 0; turn < 4; turn++) {
            page.mouse().wheel(0, -240);
        }
        page.keyboard().up("Control");

        assertThat(page.getByLabel("Whole window")).isEnabled();
        await().untilAsserted(() -> assertThat(shown().seconds()).isCloseTo(HOUR * Math.pow(0.8, 4), within(180.0)));
        Shown close = shown();
        assertThat(Duration.between(close.last(), all.last()).abs()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void byTheMouseAStretchIsChosenAndWithShiftMoved() {
        openHour("42", desktop());
        BoundingBox plot = plot();
        drag(plot.x + plot.width * 0.6, plot.x + plot.width * 0.85, plot.y + 40);
        Shown quarter = shown();
        assertThat(quarter.seconds()).isCloseTo(HOUR / 4, within(120.0));

        page.keyboard().down("Shift");
        drag(plot.x + plot.width * 0.2, plot.x + plot.width * 0.7, plot.y + 40);
        page.keyboard().up("Shift");
        Shown moved = shown();
        assertThat(moved.seconds()).isCloseTo(quarter.seconds(), within(60.0));
        assertThat(Duration.between(moved.first(), quarter.first()).toSeconds() / HOUR * 8)
                .isCloseTo(1, within(0.2));
        page.locator(".chart .u-over").first().dblclick();
        assertThat(page.getByLabel("Whole window")).isDisabled();
    }

    @Test
    void byFingers() {
        openHour(
                "43",
                new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setHasTouch(true)
                        .setIsMobile(true));
        BoundingBox plot = plot();
        double middle = plot.x + plot.width * 0.7;
        double y = plot.y + plot.height / 2;
        CDPSession touch = viewer.newCDPSession(page);
        touch(touch, "touchStart", y, middle - 30, middle + 30);
        for (int step = 1; step <= 10; step++) {
            touch(touch, "touchMove", y, middle - 30 - step * 6, middle + 30 + step * 6);
        }
        touch(touch, "touchEnd", y);
        Shown close = shown();
        assertThat(close.seconds()).isCloseTo(HOUR / 3, within(300.0));

        touch(touch, "touchStart", y, middle - 60);
        for (int step = 1; step <= 10; step++) {
            touch(touch, "touchMove", y, middle - 60 + step * 10);
        }
        touch(touch, "touchEnd", y);
        assertThat(shown().first()).isBefore(close.first());
    }

    @Test
    void liveValuesThatAreZoomedOutFollowThePresent() {
        site.drive("44", 0);
        open(Site.vehicle("44") + "/analytics");
        assertThat(page.locator(".chart canvas")).hasCount(6);
        page.getByLabel("Zoom out").click();
        site.publish("44", "{\"vehicle_speed\":33}");
        assertThat(page.locator(".chart[data-signal=vehicle_speed] .reading")).hasText("33 km/h");

        Instant before = shown().last();
        site.publish("44", "{\"vehicle_speed\":34}");
        assertThat(page.locator(".chart[data-signal=vehicle_speed] .reading")).hasText("34 km/h");
        assertThat(shown().last()).isAfter(before);
    }

    private void drag(double from, double to, double y) {
        page.mouse().move(from, y);
        page.mouse().down();
        page.mouse().move((from + to) / 2, y);
        page.mouse().move(to, y);
        page.mouse().up();
    }

    private static void touch(CDPSession session, String type, double y, double... fingers) {
        JsonArray points = new JsonArray();
        for (int finger = 0; finger < fingers.length; finger++) {
            JsonObject point = new JsonObject();
            point.addProperty("x", fingers[finger]);
            point.addProperty("y", y);
            point.addProperty("id", finger);
            points.add(point);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        session.send("Input.dispatchTouchEvent", event);
    }
}
