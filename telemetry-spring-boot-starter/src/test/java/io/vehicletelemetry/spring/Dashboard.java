package io.vehicletelemetry.spring;

import io.vehicletelemetry.schemas.WireSchemas;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stock WebSocket client that notes what it gets. */
final class Dashboard implements WebSocket.Listener {

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final StringBuilder frame = new StringBuilder();

    static Dashboard connect(int port) {
        return connect(port, "http://127.0.0.1:" + port);
    }

    static Dashboard connect(int port, String origin) {
        Dashboard dashboard = new Dashboard();
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/telemetry"), dashboard)
                .join();
        return dashboard;
    }

    String next() throws InterruptedException {
        String next = frames.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no frame within 10 s");
        }
        WireSchemas.check(next);
        return next;
    }

    /** The first frame from now on that holds a text. */
    String nextWith(String text) throws InterruptedException {
        String next = next();
        while (!next.contains(text)) {
            next = next();
        }
        return next;
    }

    int closeCode() throws Exception {
        return closeCode.get(10, TimeUnit.SECONDS);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        frame.append(data);
        if (last) {
            frames.add(frame.toString());
            frame.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
        closeCode.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closeCode.completeExceptionally(error);
    }
}
