package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.TelemetryPipeline;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and closes the pipeline with the application.
 *
 * <p>It starts after the web server, so that an application whose port is taken never connects to the broker, where its
 * client id could throw a running one out; and is closed before the web server's graceful shutdown, after the WebSocket.
 * A pipeline starts once: an application context that is stopped cannot be started again.
 */
final class PipelineLifecycle implements SmartLifecycle {

    /** Between the web server's graceful shutdown (DEFAULT_PHASE - 1024) and what the application does by default. */
    static final int PHASE = DEFAULT_PHASE - 512;

    private final TelemetryPipeline pipeline;
    private volatile boolean running; // written by the thread that starts or stops the context, read by any

    PipelineLifecycle(TelemetryPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public void start() {
        pipeline.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        pipeline.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** A context that rests between tests keeps its pipeline, which starts once. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
