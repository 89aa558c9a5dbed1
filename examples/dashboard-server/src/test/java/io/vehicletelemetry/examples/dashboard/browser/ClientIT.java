package io.vehicletelemetry.examples.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.WebSocketRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** telemetry-client.js in a page of its own, as docs/client.md says: point 2 of what is due. */
class ClientIT extends BrowserTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "client.md");
    private static final Pattern TEN_LINES = Pattern.compile("```html\\n(.*?)```", Pattern.DOTALL);

    private static final String CLIENT = """
            <script type="module">
            import { TelemetryClient } from '/telemetry-client.js';
            window.states = [];
            window.client = new TelemetryClient();
            client.on('connection', ({ state }) => states.push(state));
            client.connect();
            </script>
            """;

    @Test
    void tenLinesOfTheDocumentWork() throws IOException {
        Matcher lines = TEN_LINES.matcher(Files.readString(DOCUMENT));
        org.assertj.core.api.Assertions.assertThat(lines.find()).isTrue();
        // The document has the path of any application; the example serves the dashboard below its root.
        openOwnPage(lines.group(1).replace("/telemetry/dashboard/", "/"));
        site.publish("1", "{\"vehicle_speed\":21}");

        assertThat(page.locator("#speed")).hasText("21 km/h");
        assertThat(page.locator("#state")).hasText("running");
        site.publish("1", "{\"vehicle_speed\":22}");
        assertThat(page.locator("#speed")).hasText("22 km/h");
        assertThat(page.locator("#connection")).hasText("open");
    }

    @Test
    void putsDeltasTogetherAndAsksAnewWhereOneIsMissing() {
        List<String> sent = new ArrayList<>();
        openBlank();
        page.routeWebSocket(Pattern.compile(".*"), socket -> {
            socket.onMessage(frame -> answer(socket, sent, frame.text()));
            socket.send(update("", "\"a\":1,\"b\":2", 5));
            socket.send(update("\"delta\":true,\"base_revision\":5,\"removed\":[\"b\"],", "\"c\":3", 7));
            socket.send(update("\"delta\":true,\"base_revision\":6,", "\"a\":9", 8));
        });
        servePage("""
                <output id="signals"></output>
                <script type="module">
                import { TelemetryClient } from '/telemetry-client.js';
                const client = new TelemetryClient({ mode: 'delta' }).connect();
                client.on('vehicle', ({ vehicle }) => {
                  document.getElementById('signals').value += JSON.stringify([...vehicle.signals]) + ' ';
                });
                </script>
                """);

        assertThat(page.locator("#signals")).hasText("[[\"a\",1],[\"b\",2]] [[\"a\",1],[\"c\",3]] [[\"a\",4]]");
        org.assertj.core.api.Assertions.assertThat(sent)
                .containsExactly("{\"type\":\"subscribe\",\"mode\":[\"delta\"]}");
    }

    private static void answer(WebSocketRoute socket, List<String> sent, String text) {
        if (text.contains("subscribe")) {
            sent.add(text);
            socket.send("{\"type\":\"subscribed\",\"mode\":\"delta\"}");
            socket.send(update("", "\"a\":4", 9));
        } else if (text.contains("ping")) {
            socket.send("{\"type\":\"pong\",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}");
        }
    }

    private static String update(String more, String signals, int revision) {
        return "{\"type\":\"telemetry_update\"," + more + "\"state\":\"running\",\"data\":{\"vehicle_id\":1," + signals
                + "},\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"revision\":" + revision
                + ",\"epoch\":\"e\",\"state_since\":null}";
    }

    @Test
    void triesAgainSoonAndWithATicketOfItsOwnEachTime() {
        List<String> addresses = new ArrayList<>();
        openBlank();
        page.routeWebSocket(Pattern.compile(".*"), socket -> {
            addresses.add(socket.url());
            if (addresses.size() < 4) {
                socket.close();
            }
        });
        servePage("""
                <output id="states"></output>
                <script type="module">
                import { TelemetryClient } from '/telemetry-client.js';
                let ticket = 0;
                const client = new TelemetryClient({ vehicles: [1, 'a'], authenticate: () => ({ ticket: String(++ticket) }) }).connect();
                client.on('connection', ({ state }) => { document.getElementById('states').value += state + ' '; });
                </script>
                """);

        assertThat(page.locator("#states")).containsText(Pattern.compile("(waiting connecting.*){3}open"));
        org.assertj.core.api.Assertions.assertThat(addresses)
                .hasSize(4)
                .allMatch(address -> address.contains("vehicle_id=1&vehicle_id=a"))
                .last()
                .asString()
                .endsWith("ticket=4");
    }

    @Test
    void authenticatesFirstAndRenewsWhileItIsOpen() {
        List<String> sent = new CopyOnWriteArrayList<>();
        openBlank();
        page.routeWebSocket(Pattern.compile(".*"), socket -> socket.onMessage(frame -> sent.add(frame.text())));
        servePage("""
                <script type="module">
                import { TelemetryClient } from '/telemetry-client.js';
                let count = 0;
                window.client = new TelemetryClient({ authenticate: async () => ({ token: 'token-' + ++count }) }).connect();
                </script>
                """);
        page.waitForFunction("window.client?.connection.state === 'open'");
        page.evaluate("client.renew()");

        page.waitForCondition(
                () -> sent.stream().filter(text -> text.contains("token")).count() == 2);
        org.assertj.core.api.Assertions.assertThat(sent)
                .first()
                .isEqualTo("{\"type\":\"authenticate\",\"token\":\"token-1\"}");
        org.assertj.core.api.Assertions.assertThat(sent).contains("{\"type\":\"authenticate\",\"token\":\"token-2\"}");
    }

    @Test
    void waitsLongWhileNobodyLooksAndComesBackAtOnce() {
        AtomicInteger attempts = new AtomicInteger();
        openBlank();
        page.clock().install();
        page.addInitScript("""
                let seen = 'hidden';
                Object.defineProperty(document, 'visibilityState', { get: () => seen });
                window.look = () => { seen = 'visible'; document.dispatchEvent(new Event('visibilitychange')); };
                """);
        page.routeWebSocket(Pattern.compile(".*"), socket -> {
            attempts.incrementAndGet();
            socket.close();
        });
        servePage(CLIENT);
        for (int attempt = 1; attempt <= 9; attempt++) {
            int expected = attempt;
            page.waitForCondition(() -> attempts.get() >= expected);
            page.waitForFunction("window.client?.connection.state === 'waiting'");
            if (attempt < 9) {
                page.clock().runFor(61_000);
            }
        }

        double wait = ((Number) page.evaluate("client.connection.retryAt - Date.now()")).doubleValue();
        org.assertj.core.api.Assertions.assertThat(wait).isBetween(5_001.0, 60_000.0);
        int before = attempts.get();
        page.evaluate("look()");
        page.waitForCondition(() -> attempts.get() > before);
    }

    @Test
    void aServerThatAnswersNoPingIsLost() {
        List<String> sent = new CopyOnWriteArrayList<>();
        openBlank();
        page.clock().install();
        page.routeWebSocket(
                Pattern.compile(".*"),
                socket -> socket.onMessage(frame -> {
                    // The first ping is answered; later the network is gone without a word.
                    sent.add(frame.text());
                    if (sent.size() == 1) {
                        socket.send("{\"type\":\"pong\",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}");
                    }
                }));
        servePage(CLIENT);
        page.waitForFunction("window.client?.connection.state === 'open'");
        page.waitForCondition(() -> sent.size() == 1);
        page.clock().runFor(10_000);
        org.assertj.core.api.Assertions.assertThat(page.evaluate("client.connection.state"))
                .isEqualTo("open");
        page.clock().runFor(20_000);

        page.waitForFunction("states.includes('waiting')");
        org.assertj.core.api.Assertions.assertThat(sent).hasSizeGreaterThan(1).allMatch(text -> text.contains("ping"));
    }

    private void openOwnPage(String body) {
        openBlank();
        servePage(body);
    }

    /** A page of the same origin, as an application would have it. */
    private void servePage(String body) {
        OwnPage.BODY.set(body);
        page.navigate(site.address(OwnPage.NAME));
    }
}
