package io.vehicletelemetry.examples.dashboard.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One visit over a slow network: what was transferred, and when something was there to be seen. */
final class Visit {

    /** "Fast 3G" of the browser's own tools: 1.6 Mbit/s and 750 kbit/s less a tenth, 150 ms times 3.75. */
    private static final double DOWN = 180_000;

    private static final double UP = 84_375;
    private static final double LATENCY = 562.5;

    private static final String WATCH = """
            window.seen = {};
            new MutationObserver((changes, observer) => {
              const value = document.querySelector('.tile .value, .vehicle dd, .chart .reading:not(:empty)');
              if (value) {
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(() => { window.seen.value = performance.now(); }));
              }
            }).observe(document, { childList: true, subtree: true, characterData: true });
            """;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();
    private final Page page;

    Visit(Page page, boolean slow) {
        this.page = page;
        CDPSession session = page.context().newCDPSession(page);
        session.send("Network.enable");
        session.on("Network.loadingFinished", event -> {
            requests.incrementAndGet();
            bytes.addAndGet(event.get("encodedDataLength").getAsLong());
        });
        if (slow) {
            JsonObject conditions = new JsonObject();
            conditions.addProperty("offline", false);
            conditions.addProperty("latency", LATENCY);
            conditions.addProperty("downloadThroughput", DOWN);
            conditions.addProperty("uploadThroughput", UP);
            session.send("Network.emulateNetworkConditions", conditions);
        }
        page.addInitScript(WATCH);
    }

    /** Goes there and tells about it. */
    String to(String address) {
        bytes.set(0);
        requests.set(0);
        page.navigate(address);
        page.waitForCondition(() -> page.evaluate("window.seen.value") != null);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        Object paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime");
        Map<?, ?> seen = (Map<?, ?>) page.evaluate("window.seen");
        return String.format(
                Locale.ROOT,
                "first paint %.0f ms, first value %.0f ms, %d requests, %.1f kB transferred",
                ((Number) paint).doubleValue(),
                ((Number) java.util.Objects.requireNonNull(seen.get("value"))).doubleValue(),
                requests.get(),
                bytes.get() / 1000.0);
    }
}
