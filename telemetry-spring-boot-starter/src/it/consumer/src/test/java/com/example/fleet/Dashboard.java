package com.example.fleet;

import io.vehicletelemetry.schemas.WireSchemas;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A stock WebSocket client that notes what it gets and when. */
final class Dashboard implements WebSocket.Listener {

    record Frame(String text, long nanos) {}

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    Dashboard(int port) {
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + "/ws/telemetry"), this)
                .join();
    }

    /** The next frame, or null where none comes in time. */
    Frame next(Duration within) throws InterruptedException {
        Frame frame = frames.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (frame != null) {
            WireSchemas.check(frame.text());
        }
        return frame;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            frames.add(new Frame(text.toString(), System.nanoTime()));
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }
}
