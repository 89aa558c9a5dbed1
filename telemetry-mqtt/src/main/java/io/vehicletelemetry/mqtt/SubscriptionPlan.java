package io.vehicletelemetry.mqtt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which filters are subscribed, and on which connection, so that each message comes exactly once to the connection that
 * is to take it.
 *
 * <p>A broker may send a message once for each of a client's filters that match it, and MQTT 3.1.1 has no mark by which
 * the copies could be told from equal messages. So no two filters of one connection overlap: a filter that lies within
 * another one is not subscribed at all (the broader brings its messages), and filters that cross, which is rare, go to
 * connections of their own.
 *
 * <p><em>Immutable.</em>
 */
final class SubscriptionPlan {

    /**
     * What the broker is asked for.
     *
     * @param topic the filter
     * @param qos the quality of service
     */
    record Filter(TopicFilter topic, int qos) {

        Filter at(int otherQos) {
            return new Filter(topic, otherQos);
        }
    }

    private final List<List<Filter>> connections;
    private final int[] connectionOf;

    private SubscriptionPlan(List<List<Filter>> connections, int[] connectionOf) {
        this.connections = connections;
        this.connectionOf = connectionOf;
    }

    static SubscriptionPlan of(List<MqttSubscription> subscriptions) {
        Map<String, TopicFilter> wanted = new LinkedHashMap<>();
        subscriptions.forEach(s -> wanted.putIfAbsent(s.filter().text(), s.filter()));
        List<TopicFilter> all = List.copyOf(wanted.values());

        Map<TopicFilter, Integer> qosOf = new LinkedHashMap<>();
        List<TopicFilter> carriers = new ArrayList<>();
        for (MqttSubscription subscription : subscriptions) {
            TopicFilter carrier = carrier(subscription.filter(), all);
            carriers.add(carrier);
            qosOf.merge(carrier, subscription.qos(), Math::max);
        }

        List<List<Filter>> connections = new ArrayList<>();
        Map<TopicFilter, Integer> placed = new LinkedHashMap<>();
        qosOf.forEach((topic, qos) -> {
            int connection = firstWithoutOverlap(topic, connections);
            if (connection == connections.size()) {
                connections.add(new ArrayList<>());
            }
            connections.get(connection).add(new Filter(topic, qos));
            placed.put(topic, connection);
        });
        int[] connectionOf = carriers.stream()
                .mapToInt(carrier -> Objects.requireNonNull(placed.get(carrier)))
                .toArray();
        return new SubscriptionPlan(connections.stream().map(List::copyOf).toList(), connectionOf);
    }

    /** The broadest filter that brings all of a filter's messages: perhaps itself. A group's share is not all. */
    private static TopicFilter carrier(TopicFilter filter, List<TopicFilter> all) {
        if (filter.shareGroup()) {
            return filter;
        }
        TopicFilter carrier = filter;
        for (TopicFilter other : all) {
            if (!other.shareGroup() && !carrier.covers(other) && other.covers(carrier)) {
                carrier = other;
            }
        }
        return carrier;
    }

    private static int firstWithoutOverlap(TopicFilter topic, List<List<Filter>> connections) {
        for (int i = 0; i < connections.size(); i++) {
            if (connections.get(i).stream().noneMatch(filter -> filter.topic().overlaps(topic))) {
                return i;
            }
        }
        return connections.size();
    }

    /** The filters of each connection; usually there is one connection. */
    List<List<Filter>> connections() {
        return connections;
    }

    /** The connection that brings the messages of a subscription. */
    int connectionOf(int subscription) {
        return connectionOf[subscription];
    }
}
