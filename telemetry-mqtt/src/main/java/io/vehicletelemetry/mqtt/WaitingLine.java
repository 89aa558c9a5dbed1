package io.vehicletelemetry.mqtt;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries in the order of their arrival. When there is no room, the key that holds the most gives up its oldest: a
 * device that floods pushes out its own messages, not those of the others.
 *
 * <p>Every operation takes constant time. Who holds the most is known by comparison at each arrival, so it may be out of
 * date by what left since; it is exact for the key that floods, because that one keeps arriving.
 *
 * <p><em>Confined to one thread at a time: guarded by its lane's lock.</em>
 */
final class WaitingLine {

    private static final class Node {
        final Delivery delivery;
        final Backlog backlog;

        @Nullable
        Node previous;

        @Nullable
        Node next;

        @Nullable
        Node nextOfKey;

        Node(Delivery delivery, Backlog backlog) {
            this.delivery = delivery;
            this.backlog = backlog;
        }
    }

    private static final class Backlog {
        final String key;

        @Nullable
        Node first;

        @Nullable
        Node last;

        long bytes;

        Backlog(String key) {
            this.key = key;
        }
    }

    private final Map<String, Backlog> backlogs = new HashMap<>();
    private @Nullable Node first;
    private @Nullable Node last;
    private @Nullable Backlog largest;
    private int size;
    private long bytes;

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    /** The one that arrived first. */
    @Nullable
    Delivery peek() {
        return first == null ? null : first.delivery;
    }

    void add(Delivery delivery) {
        Backlog backlog = backlogs.computeIfAbsent(delivery.key(), Backlog::new);
        Node node = new Node(delivery, backlog);
        node.previous = last;
        if (last == null) {
            first = node;
        } else {
            last.next = node;
        }
        last = node;
        if (backlog.last == null) {
            backlog.first = node;
        } else {
            backlog.last.nextOfKey = node;
        }
        backlog.last = node;
        count(backlog, 1, delivery.bytes());
        if (largest == null || backlog.bytes >= largest.bytes) {
            largest = backlog;
        }
    }

    /** Takes the one that arrived first. */
    @Nullable
    Delivery poll() {
        return first == null ? null : remove(first);
    }

    /** Takes the oldest of the key that holds the most. */
    @Nullable
    Delivery giveUp() {
        Node oldest = largest == null ? first : largest.first;
        return oldest == null ? null : remove(oldest);
    }

    void clear() {
        backlogs.clear();
        first = null;
        last = null;
        largest = null;
        size = 0;
        bytes = 0;
    }

    /** The node is the oldest of its key: both ways out take only such. */
    private Delivery remove(Node node) {
        if (node.previous == null) {
            first = node.next;
        } else {
            node.previous.next = node.next;
        }
        if (node.next == null) {
            last = node.previous;
        } else {
            node.next.previous = node.previous;
        }
        Backlog backlog = node.backlog;
        backlog.first = node.nextOfKey;
        if (backlog.first == null) {
            backlogs.remove(backlog.key);
            largest = largest == backlog ? null : largest;
        }
        count(backlog, -1, -node.delivery.bytes());
        return node.delivery;
    }

    private void count(Backlog backlog, int deliveries, long more) {
        size += deliveries;
        bytes += more;
        backlog.bytes += more;
    }
}
