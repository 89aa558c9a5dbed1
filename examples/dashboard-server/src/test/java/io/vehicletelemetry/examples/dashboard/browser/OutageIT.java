package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The server's process is killed for twenty seconds while somebody looks. What the viewer sees meanwhile is in
 * {@code target/screenshots/outage-*.png}.
 */
class OutageIT extends BrowserTest {

    private static final int SECONDS = 20;

    private final int port = Site.freePort();
    private final int broker = Site.freePort();
    private @Nullable Process server;
    private int picture;

    @BeforeAll
    @Override
    void start() {
        chromium = Chromium.launch(); // and no server in this process
    }

    private void launch() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        server = new ProcessBuilder(
                        java,
                        "-cp",
                        classPath,
                        "io.vehicletelemetry.examples.dashboard.DashboardServer",
                        "--server.port=" + port,
                        "--server.address=127.0.0.1",
                        "--demo.broker.port=" + broker,
                        "--demo.simulator.interval=500ms",
                        "--telemetry.offline-after=3s")
                .directory(Path.of("target").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @AfterEach
    void stopServer() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatAViewerSees() throws Exception {
        launch();
        openBlank(new Browser.NewContextOptions().setViewportSize(1280, 800).setLocale("en-GB"));
        waitForServer();
        page.navigate("http://127.0.0.1:" + port + "/#/vehicles/2");
        Page charts = viewer.newPage();
        charts.navigate("http://127.0.0.1:" + port + "/#/vehicles/2/analytics");
        assertThat(page.locator(".badge")).hasText("Running");
        assertThat(charts.locator(".chart canvas")).hasCount(6);
        waitForValues(charts);
        look("before", charts);

        Objects.requireNonNull(server).destroyForcibly().waitFor();
        assertThat(page.locator(".lost")).containsText("The connection to the server is lost");
        look("lost", charts);
        for (int second = 5; second <= SECONDS; second += 5) {
            page.waitForTimeout(5_000);
            look("lost-" + second + "s", charts);
        }
        assertThat(page.locator(".lost")).containsText(Pattern.compile("Next attempt in \\d s|Trying now"));
        assertThat(page.locator(".tile .of").first()).containsText("Last known");

        launch();
        assertThat(page.locator(".connection")).hasText("Live");
        look("live-again", charts);
        assertThat(page.locator(".lost")).hasCount(0);
        assertThat(charts.locator(".connection")).hasText("Live");
        waitForValues(charts);
        look("later", charts);
    }

    private void waitForServer() {
        await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            } catch (IOException e) {
                return false; // not yet
            }
        });
    }

    /** Until charts show values of some seconds from now. */
    private static void waitForValues(Page charts) {
        Instant later = Instant.now().plusSeconds(5);
        await().until(() -> newest(charts).isAfter(later));
    }

    /** The time of the last value: what would be downloaded says it. */
    private static Instant newest(Page charts) throws IOException {
        Path csv = charts.waitForDownload(() -> charts.getByText("CSV").click()).path();
        List<String> lines = Files.readAllLines(csv);
        String last = lines.get(lines.size() - 1);
        return lines.size() > 1 ? Instant.parse(last.substring(0, last.indexOf(','))) : Instant.MIN;
    }

    private void look(String name, Page charts) {
        picture++;
        look(page, String.format("outage-%02d-%s-dashboard.png", picture, name));
        look(charts, String.format("outage-%02d-%s-analytics.png", picture, name));
    }

    private static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name)));
    }
}
