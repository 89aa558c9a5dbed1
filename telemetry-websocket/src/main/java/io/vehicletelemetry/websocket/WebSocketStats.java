package io.vehicletelemetry.websocket;

/**
 * What the WebSocket sessions did so far. Counts start at 0 and only rise, except {@link #sessions()}.
 *
 * <p><em>Thread-safe.</em>
 */
public interface WebSocketStats {

    /**
     * How many sessions are open.
     *
     * @return the number now
     */
    int sessions();

    /**
     * How many sessions were opened.
     *
     * @return a count
     */
    long opened();

    /**
     * How many handshakes were refused.
     *
     * @param reason why
     * @return a count
     */
    long refused(RefusalReason reason);

    /**
     * How many sessions were closed because a send was not taken in within the send timeout.
     *
     * @return a count
     */
    long sendTimeouts();

    /**
     * How many sessions were closed because a send failed, as when the client is gone.
     *
     * @return a count
     */
    long sendFailures();

    /**
     * How many sessions were closed because they answered no ping.
     *
     * @return a count
     */
    long unanswered();

    /**
     * How many messages of clients were not understood, too big, or binary.
     *
     * @return a count
     */
    long badMessages();

    /**
     * How many frames the container took over for sending: updates and answers, not pings.
     *
     * @return a count
     */
    long framesSent();

    /**
     * How many updates were replaced by a newer one of their vehicle before their session took them.
     *
     * @return a count over all sessions
     */
    long conflated();
}
