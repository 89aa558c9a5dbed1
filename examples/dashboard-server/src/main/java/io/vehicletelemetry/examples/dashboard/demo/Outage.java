package io.vehicletelemetry.examples.dashboard.demo;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of an outage once and of its end once, however many devices notice. Thread-safe. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String broker;
    private final AtomicBoolean lasting = new AtomicBoolean();

    Outage(String broker) {
        this.broker = broker;
    }

    void noticed(Throwable cause) {
        if (lasting.compareAndSet(false, true)) {
            LOG.warn("The simulated cars have no connection to {} and keep trying: {}", broker, reason(cause));
        }
    }

    void over() {
        if (lasting.compareAndSet(true, false)) {
            LOG.info("The simulated cars are connected to {}", broker);
        }
    }

    /** The innermost message: the ones around it name classes. */
    private static String reason(Throwable cause) {
        String reason = cause.toString();
        for (@Nullable Throwable inner = cause; inner != null; inner = inner.getCause()) {
            reason = inner.getMessage() == null ? reason : inner.getMessage();
        }
        return reason;
    }
}
