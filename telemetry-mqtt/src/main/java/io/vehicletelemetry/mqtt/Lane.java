package io.vehicletelemetry.mqtt;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded line of deliveries and the one thread that hands them over, in order.
 *
 * <p>It never makes the transport wait: where there is no room, the oldest of the key that holds the most is given up, and
 * each one given up is rejected as an overflow, once, by the lane's thread.
 *
 * <p><em>Thread-safe.</em>
 */
final class Lane implements Runnable {
    /*
     * Invariant: at any moment every delivery that was offered is in exactly one place: in the line, in hand (`busy`, and
     * `inHand` is its arrival), handed over, or given up. Moving from the line into the hand is one critical section, so
     * that `oldestArrival` never misses one on its way. Because the line is in the order of arrival, what is in hand is
     * never newer than what waits.
     *
     * All fields below the lock are read and written under it. The sink and the decoder are called without it: they take
     * as long as they take, and may close the source.
     *
     * Progress: `offer` does constant work and holds the lock for that long; it waits for no sink. The thread sleeps only
     * when the line is empty and nothing is owed. Reports of what was given up come in portions between deliveries, so
     * that a flood of reports does not keep the newest from getting through.
     *
     * `close` makes the thread stop after what it has in hand; `awaitQuiet` waits for that. The lane's own thread, in a
     * callback that closes the source, does not wait for itself: it counts as quiet from then on, because the shut
     * sink lets nothing more through.
     */

    /** Overflows that are reported at most before the next delivery. */
    private static final int REPORTS_AT_ONCE = 64;

    private static final System.Logger LOG = System.getLogger(MqttTelemetrySource.class.getName());

    private final String name;
    private final int maxMessages;
    private final long maxBytes;
    private final GuardedSink sink;
    private final LogPace pace;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final WaitingLine line = new WaitingLine();
    private long owed;
    private String lastGivenUp = "";
    private boolean busy;
    private boolean holding;
    private long inHand;
    private boolean closed;
    private @Nullable Thread deliverer;
    private boolean closingItself;

    Lane(String name, int maxMessages, long maxBytes, GuardedSink sink, LogPace pace) {
        this.name = name;
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.sink = sink;
        this.pace = pace;
    }

    /** Takes a delivery in, and gives up what there is no room for. Ignored after {@link #close}. */
    void offer(Delivery delivery) {
        long lost = 0;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            line.add(delivery);
            while (line.size() > maxMessages || line.bytes() > maxBytes) {
                Delivery oldest = line.giveUp();
                if (oldest == null) {
                    break;
                }
                lastGivenUp = oldest.origin();
                lost++;
            }
            owed += lost;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        long sinceLast = lost == 0 ? 0 : pace.due(lost);
        if (sinceLast > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: more arrives than is taken in, {1} messages given up since last said",
                    name,
                    sinceLast);
        }
    }

    /** The arrival of the oldest delivery that waits or is in hand, or the time that is given where there is none. */
    long oldestArrival(long nowNanos) {
        lock.lock();
        try {
            if (holding) {
                return inHand;
            }
            Delivery oldest = line.peek();
            return oldest == null ? nowNanos : oldest.arrivalNanos();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        boolean open = true;
        while (open) {
            open = deliverNext();
        }
    }

    /** Waits for something to do and does it; false once the lane is closed. */
    boolean deliverNext() {
        Delivery next;
        int reports;
        String origin;
        lock.lock();
        try {
            while (!closed && line.size() == 0 && owed == 0) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return false;
            }
            reports = (int) Math.min(owed, REPORTS_AT_ONCE);
            owed -= reports;
            origin = lastGivenUp;
            next = line.poll();
            busy = true;
            deliverer = Thread.currentThread();
            if (next != null) {
                holding = true;
                inHand = next.arrivalNanos();
            }
        } finally {
            lock.unlock();
        }
        try {
            report(reports, origin);
            if (next != null) {
                next.deliver(sink);
            }
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, name + ": a delivery failed", e);
        } finally {
            quiet();
        }
        return true;
    }

    private void report(int count, String origin) {
        if (count > 0) {
            String detail = origin + ": more arrives than is taken in, the oldest was given up";
            for (int i = 0; i < count; i++) {
                sink.reject(RejectReason.OVERFLOW, detail, Acknowledgement.NONE);
            }
        }
    }

    private void quiet() {
        lock.lock();
        try {
            busy = false;
            holding = false;
            deliverer = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the lane: what waits is dropped. */
    void close() {
        lock.lock();
        try {
            closed = true;
            line.clear();
            owed = 0;
            closingItself |= busy && Thread.currentThread() == deliverer;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is in hand, for a bounded time; false if something still is. */
    boolean awaitQuiet(long nanos) {
        boolean interrupted = false;
        lock.lock();
        try {
            long deadline = System.nanoTime() + nanos;
            while (busy && !closingItself) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true; // what is in hand must not outlive the close, whoever is in a hurry
                }
            }
            return true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
