package io.vehicletelemetry.spring;

import io.vehicletelemetry.websocket.TelemetryWebSocket;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.springframework.context.SmartLifecycle;

/** Closes the WebSocket before the pipeline and the web server, so that every client is told (1001). */
final class WebSocketLifecycle implements SmartLifecycle {

    static final int PHASE = PipelineLifecycle.PHASE + 256;

    private static final Logger LOG = System.getLogger(WebSocketLifecycle.class.getName());

    private final TelemetryWebSocket socket;
    private final ServletContext servletContext;
    private final SessionLimit limit;
    private volatile boolean running; // written by the thread that starts or stops the context, read by any

    WebSocketLifecycle(TelemetryWebSocket socket, ServletContext servletContext, SessionLimit limit) {
        this.socket = socket;
        this.servletContext = servletContext;
        this.limit = limit;
    }

    @Override
    public void start() {
        running = true;
        if (servletContext.getAttribute(ServerContainer.class.getName()) == null) {
            LOG.log(
                    Level.WARNING,
                    "the servlet container has no WebSocket: its handshakes are answered with 501 (Not Implemented)");
        } else {
            limit.compare();
        }
    }

    @Override
    public void stop() {
        running = false;
        socket.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }
}
