package io.vehicletelemetry.core.source;

/**
 * Brings telemetry in from a transport: an MQTT broker, a log, a file, a simulator.
 *
 * <p>Rules:
 *
 * <ul>
 *   <li>S1 Nothing is delivered before {@link #start}.
 *   <li>S2 Nothing is delivered after {@link #close} has returned.
 *   <li>S3 {@link #close} is idempotent, from any thread, also before {@link #start}.
 *   <li>S4 A second {@link #start} throws {@link IllegalStateException}; so does one after {@link #close}.
 *   <li>S5 A sink that throws does not stop the source.
 *   <li>S6 A malformed message is rejected once, and the next good one still flows.
 *   <li>S7 Frames and availability of one device (where the topic names it, else of one topic) are delivered one at a
 *       time, in the order of their arrival.
 *   <li>S8 A delivery that was not acknowledged is delivered again after a new start, where the source says that it is
 *       durable.
 * </ul>
 *
 * <p>A source stamps the arrival of a message when the transport hands it over, before any queue. It never throws into a
 * thread of the transport, and holds a bounded number of messages.
 *
 * <p>Lifecycle: built → started → closed, once each.
 *
 * <p><em>Thread-safe.</em>
 */
public interface TelemetrySource extends AutoCloseable {

    /**
     * The source's name, for logs and counters.
     *
     * @return a short name; the class's simple name by default
     */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Begins to deliver, in the background. A transport that is away is no failure: the source connects when it appears.
     *
     * @param sink what takes the deliveries
     * @throws IllegalStateException if the source was started or closed before
     */
    void start(TelemetrySink sink);

    /**
     * Up to when everything that arrived has been delivered. An offline decision waits for what arrived before the
     * deadline and still queues in the source.
     *
     * @param nowNanos the time, by the monotonic clock
     * @return the arrival of the oldest message that still waits or is being delivered, or {@code nowNanos} where none
     *     does (the default, right for a source without a queue)
     */
    default long deliveredUpTo(long nowNanos) {
        return nowNanos;
    }

    /** Ends the deliveries and frees the transport, within a bounded time. */
    @Override
    void close();
}
