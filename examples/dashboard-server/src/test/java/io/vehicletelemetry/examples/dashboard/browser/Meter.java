package io.vehicletelemetry.examples.dashboard.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a page costs the browser, as its own instruments tell. */
final class Meter {

    /** Counts the frames that did not come, while it runs: those that a screen of 60 Hz would have shown twice. */
    private static final String WATCH_FRAMES = """
            () => {
              const frame = 1000 / 60;
              window.frames60 = { shown: 0, dropped: 0 };
              let before;
              const next = now => {
                if (before !== undefined) {
                  window.frames60.shown++;
                  window.frames60.dropped += Math.max(0, Math.round((now - before) / frame) - 1);
                }
                before = now;
                window.frames60.request = requestAnimationFrame(next);
              };
              window.frames60.request = requestAnimationFrame(next);
            }""";

    private static final String STOP_FRAMES = "() => { cancelAnimationFrame(frames60.request); return frames60; }";

    private final Page page;
    private final CDPSession session;

    Meter(Page page) {
        this.page = page;
        this.session = page.context().newCDPSession(page);
        session.send("Performance.enable");
        session.send("HeapProfiler.enable");
    }

    /** Main thread time over so many seconds, as a line of text; then dropped frames over as many. */
    String load(int seconds) {
        Map<String, Double> before = metrics();
        page.waitForTimeout(seconds * 1000.0);
        Map<String, Double> after = metrics();
        double wall = after.getOrDefault("Timestamp", Double.NaN) - before.getOrDefault("Timestamp", Double.NaN);
        page.evaluate(WATCH_FRAMES);
        page.waitForTimeout(seconds * 1000.0);
        Map<?, ?> frames = (Map<?, ?>) page.evaluate(STOP_FRAMES);
        return String.format(
                Locale.ROOT,
                "main thread %.0f ms a second (script %.0f, layout %.0f, style %.0f), frames shown %s, dropped %s in %d s",
                share(before, after, "TaskDuration", wall),
                share(before, after, "ScriptDuration", wall),
                share(before, after, "LayoutDuration", wall),
                share(before, after, "RecalcStyleDuration", wall),
                frames.get("shown"),
                frames.get("dropped"),
                seconds);
    }

    /** Bytes of the heap in use after a forced collection. */
    long heap() {
        session.send("HeapProfiler.collectGarbage");
        session.send("HeapProfiler.collectGarbage");
        return session.send("Runtime.getHeapUsage").get("usedSize").getAsLong();
    }

    private static double share(Map<String, Double> before, Map<String, Double> after, String name, double wall) {
        return (after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0)) / wall * 1000;
    }

    private Map<String, Double> metrics() {
        Map<String, Double> metrics = new HashMap<>();
        for (JsonElement one : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject metric = one.getAsJsonObject();
            metrics.put(metric.get("name").getAsString(), metric.get("value").getAsDouble());
        }
        return metrics;
    }
}
