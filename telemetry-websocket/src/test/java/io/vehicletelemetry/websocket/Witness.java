package io.vehicletelemetry.websocket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A healthy client that notes whether anything went backwards, and how long it had to wait for the next frame. */
final class Witness implements WebSocket.Listener {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<Long, Long> revisions = new ConcurrentHashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private volatile long longestGapNanos;
    private long lastAt;

    private Witness(URI uri) {
        socket = HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(uri, this)
                .join();
    }

    static Witness connect(URI uri) {
        return new Witness(uri);
    }

    /** The number after a key of a frame; its last occurrence, so that a large text before it costs nothing. */
    static long number(String frame, String key) {
        int start = frame.lastIndexOf("\"" + key + "\":") + key.length() + 3;
        int end = start;
        while (end < frame.length() && Character.isDigit(frame.charAt(end))) {
            end++;
        }
        return Long.parseLong(frame, start, end, 10);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            frame(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void frame(String frame) {
        long now = System.nanoTime();
        if (frame.contains("\"data\":{}")) {
            if (!revisions.isEmpty()) {
                violations.add("an empty frame after others");
            }
            return;
        }
        long vehicle = number(frame, "vehicle_id");
        long revision = number(frame, "revision");
        Long before = revisions.put(vehicle, revision);
        if (before != null && revision <= before) {
            violations.add("vehicle " + vehicle + ": " + revision + " after " + before);
        }
        if (vehicle == Traffic.STEADY) {
            if (lastAt != 0) {
                longestGapNanos = Math.max(longestGapNanos, now - lastAt);
            }
            lastAt = now;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** The newest revision that it has of each vehicle. */
    Map<Long, Long> revisions() {
        return revisions;
    }

    List<String> violations() {
        return violations;
    }

    /** The longest wait between two frames of the vehicle that reports steadily. */
    Duration longestGap() {
        return Duration.ofNanos(longestGapNanos);
    }

    void forgetGaps() {
        longestGapNanos = 0;
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    int closeCode() throws Exception {
        return closed.get(15, TimeUnit.SECONDS);
    }

    void close() {
        socket.abort();
    }
}
