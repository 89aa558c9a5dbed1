package io.vehicletelemetry.core.broadcast;

import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Passes snapshots on to subscribers, each at its own pace. A slow one misses values in between, never the newest.
 *
 * <p>Rules:
 *
 * <ul>
 *   <li>B1 A new subscriber first gets the current snapshots. Its first delivery comes at once, empty where nothing is
 *       known.
 *   <li>B2 The revisions of a vehicle strictly increase within an epoch.
 *   <li>B3 At most one delivery is in flight for a subscriber.
 *   <li>B4 A subscriber that never completes delays neither {@link #publish} nor other subscribers.
 *   <li>B5 The last revision arrives.
 *   <li>B6 A backlog of any length drains when the subscriber completes synchronously, without recursion.
 *   <li>B7 A subscriber that throws is isolated: the failure is reported, its subscription ends, others go on.
 *   <li>B8 {@link Subscriber#closed} is called exactly once, and nothing after it.
 *   <li>B9 The filter holds.
 *   <li>B10 Nothing is missed between the snapshots at the start and what is published later.
 * </ul>
 *
 * <p><em>Thread-safe.</em>
 */
public interface Broadcaster extends AutoCloseable {

    /**
     * Passes a snapshot on. One that is not newer than what a subscriber already got of the vehicle is left out. Does
     * not wait for a subscriber; a subscriber may be called in this thread.
     *
     * @param snapshot what is known of a vehicle now
     */
    void publish(VehicleSnapshot snapshot);

    /**
     * Adds a subscriber. It may be called before this method returns.
     *
     * @param subscriber what takes the snapshots
     * @param filter which vehicles, also such that are not known yet; must be fast and must not block
     * @return the subscription, to be closed when it is not wanted any more
     * @throws IllegalStateException if the broadcaster is closed
     */
    Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter);

    /**
     * How many subscribers there are.
     *
     * @return the number of open subscriptions
     */
    int subscribers();

    /** Ends all subscriptions: {@link Subscriber#closed} is called on each. Idempotent. */
    @Override
    void close();

    /**
     * The built-in broadcaster: at most one pending snapshot a vehicle and subscriber, the newest. It remembers the order of
     * the last 8,192 publications: a subscriber that is further behind gets each vehicle's newest snapshot in any order, and
     * of what it missed only so many are counted. The filter is asked in the threads of publishers and of the subscriber.
     *
     * @param current what is known: where a new subscriber's first snapshots come from
     * @param failures takes what a subscriber throws; must not throw
     * @return a broadcaster
     */
    static Broadcaster conflating(SnapshotView current, Consumer<? super Throwable> failures) {
        return new ConflatingBroadcaster(current, failures);
    }
}
