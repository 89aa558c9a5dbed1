package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.source.TelemetrySink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What there is between a source's start and its end: the lanes with their threads, the links with theirs.
 *
 * <p><em>Thread-safe.</em>
 */
final class LiveSession {

    /** The longest that closing waits for the sink and the broker together. */
    static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final SourceSettings settings;
    private final GuardedSink sink;
    private final List<Lane> lanes = new ArrayList<>();
    /** Connection news have a lane of their own: no flood delays them, and no message waits behind them. */
    private final Lane notices;

    private final List<BrokerLink> links = new ArrayList<>();
    private final Intake intake;
    private final Set<Integer> connected = new HashSet<>(); // guarded by itself

    LiveSession(SourceSettings settings, TelemetrySink sink) {
        TimeSource time = settings.time();
        this.settings = settings;
        this.sink = new GuardedSink(sink, time);
        LogPace pace = new LogPace(time);
        String name = settings.connection().uri().toString();
        for (int i = 0; i < settings.lanes(); i++) {
            lanes.add(new Lane(name, settings.messagesPerLane(), settings.bytesPerLane(), this.sink, pace));
        }
        this.notices = new Lane(name, Integer.MAX_VALUE, Long.MAX_VALUE, this.sink, pace);
        SubscriptionPlan plan = SubscriptionPlan.of(settings.subscriptions());
        this.intake = new Intake(
                settings.subscriptions(), plan, lanes, time, settings.limits().payloadBytes());
        for (int i = 0; i < plan.connections().size(); i++) {
            links.add(link(i, plan.connections().get(i)));
        }
    }

    private BrokerLink link(int index, List<SubscriptionPlan.Filter> filters) {
        ConnectionSettings connection = settings.connection().forConnection(index);
        BrokerConnection.Receiver receiver = (topic, retained, payload, acknowledgement) ->
                intake.receive(index, topic, retained, payload, acknowledgement);
        KeptSession session =
                connection.inFlight() == 0 ? null : new KeptSession(connection.toString(), connection.inFlight());
        return new BrokerLink(
                connection.toString(),
                session == null ? filters : filters.stream().map(f -> f.at(1)).toList(),
                () -> connection.version() == MqttVersion.V5
                        ? new Mqtt5Connection(connection, session, receiver)
                        : new Mqtt3Connection(connection, session, receiver),
                new Backoff(
                        settings.reconnectInitial(),
                        settings.reconnectMax(),
                        () -> ThreadLocalRandom.current().nextDouble()),
                settings.time()::nanoTime,
                now -> connected(index, now));
    }

    void start() {
        tell(false);
        thread("notices", notices);
        for (int i = 0; i < lanes.size(); i++) {
            thread("lane-" + (i + 1), lanes.get(i));
        }
        for (int i = 0; i < links.size(); i++) {
            thread("link-" + (i + 1), links.get(i));
        }
    }

    private static void thread(String role, Runnable work) {
        Thread thread = new Thread(work, "telemetry-mqtt-" + role);
        thread.setDaemon(true);
        thread.start();
    }

    /** The source is connected while all of its connections are. */
    private void connected(int link, boolean now) {
        synchronized (connected) {
            boolean before = connected.size() == links.size();
            if (now) {
                connected.add(link);
            } else {
                connected.remove(link);
            }
            boolean after = connected.size() == links.size();
            if (before != after) {
                tell(after);
            }
        }
    }

    private void tell(boolean isConnected) {
        notices.offer(new ConnectionNotice(isConnected, settings.time().nanoTime()));
    }

    long deliveredUpTo(long nowNanos) {
        return intake.deliveredUpTo(nowNanos);
    }

    void close() {
        long deadline = System.nanoTime() + CLOSE_PATIENCE.toNanos();
        links.forEach(BrokerLink::close);
        sink.shut();
        notices.close();
        lanes.forEach(Lane::close);
        notices.awaitQuiet(deadline - System.nanoTime());
        lanes.forEach(lane -> lane.awaitQuiet(deadline - System.nanoTime()));
        links.forEach(link -> link.awaitEnd(Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))));
    }
}
