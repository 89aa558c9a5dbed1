package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.TelemetryPipeline;
import org.springframework.context.SmartLifecycle;

/** Brings the last values back before the web server lets the first client in. */
final class RestoreLifecycle implements SmartLifecycle {

    /** Before the web server starts, which is at DEFAULT_PHASE - 2048. */
    static final int PHASE = DEFAULT_PHASE - 2048 - 256;

    private final TelemetryPipeline pipeline;
    private volatile boolean running; // written by the thread that starts or stops the context, read by any

    RestoreLifecycle(TelemetryPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public void start() {
        pipeline.restore();
        running = true;
    }

    @Override
    public void stop() {
        running = false; // the pipeline ends what is still under way
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
