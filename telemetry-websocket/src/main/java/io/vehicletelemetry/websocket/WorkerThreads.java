package io.vehicletelemetry.websocket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A few daemon threads for work that should be quick but may block in the container. Where some of them are stuck, others
 * stand in for them, twice as many, because those may meet stalled clients as well: so a client that stalls holds nobody
 * else up for long, also where many do at once.
 */
final class WorkerThreads extends ThreadPoolExecutor {

    /*
     * Invariant: threads that are not stuck >= 1, and up to size while work waits; max in all, as of the last relieve().
     * workers: concurrent set, a thread adds and removes itself. Worker.busySince: volatile, written by its thread alone,
     * read by relieve(); a stale read makes a spare thread too many or too late, never a lost task. Worker.waited: volatile,
     * set by relieve(), taken back and read by its thread.
     * relieve(): called by one thread, the timer; neededAt, behindAt, wasBehind and needed are its own. stuckThreads: volatile, written by relieve().
     * Progress: execute() waits for nothing but the queue's short lock.
     */
    private static final long IDLE = 0;
    private static final long SHRINK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * So much longer a thread may take that computes, or is kept out of a monitor by one that does. It is not stuck but
     * short of a processor, or its code is not compiled yet: more threads would take from it what it lacks, and from the
     * compiler. Not for ever, because a container may wait in the kernel, which looks like computing.
     */
    private static final int COMPUTING = 16;

    private final int size;
    private final int max;
    private volatile int stuckThreads;
    private long neededAt = System.nanoTime();
    private int needed = 1;
    private boolean wasBehind;
    private long behindAt = neededAt;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

    WorkerThreads(String name, int size, int max) {
        // The policy covers the moment of shutdown: what is handed in later has lost its purpose.
        super(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DiscardPolicy());
        this.size = size;
        this.max = max;
        AtomicInteger number = new AtomicInteger();
        setThreadFactory(task -> new Worker(task, name + "-" + number.incrementAndGet()));
    }

    /** Replaces threads that have waited in one task for longer than this; to be called again and again. */
    void relieve(long stuckNanos) {
        long now = System.nanoTime();
        int stuck = 0;
        for (Worker worker : workers) {
            long since = worker.busySince;
            // At two looks: after a pause of the whole machine everybody seems stuck at the first.
            if (since != IDLE && since == worker.seenSince) {
                boolean waits = worker.waits();
                boolean isStuck = now - since > (waits ? stuckNanos : COMPUTING * stuckNanos);
                if (waits || isStuck) {
                    worker.waited = true;
                }
                stuck += isStuck ? 1 : 0;
            }
            worker.seenSince = since;
        }
        stuckThreads = stuck;
        // One thread does what little there is cheaper than several that wake each other; more come when it is not
        // enough.
        boolean behind = !getQueue().isEmpty();
        if (behind && wasBehind) {
            needed = Math.min(needed + 1, size);
            behindAt = now;
        } else if (now - behindAt > SHRINK_NANOS) {
            needed = 1;
        }
        wasBehind = behind;
        resize(Math.min(needed + 2 * stuck, max), now);
    }

    /**
     * Grows at once and shrinks when nothing was stuck for a while. The maximum shrinks as well, because a thread above the
     * core size alone goes only after a second without a task, which under traffic never comes.
     */
    private void resize(int wanted, long now) {
        int threads = getCorePoolSize();
        if (wanted >= threads) {
            neededAt = now;
        }
        if (wanted > threads) {
            setMaximumPoolSize(wanted);
            setCorePoolSize(wanted);
        } else if (wanted < threads && now - neededAt > SHRINK_NANOS) {
            setCorePoolSize(wanted);
            setMaximumPoolSize(wanted);
        }
    }

    /** Whether the calling thread is one of these and was seen waiting in the task that it is at. */
    static boolean wasSeenWaiting() {
        return Thread.currentThread() instanceof Worker worker && worker.waited;
    }

    /** How many were stuck when it was last looked at. */
    int stuck() {
        return stuckThreads;
    }

    /** Whether all that was handed in is done. */
    boolean isIdle() {
        return getCompletedTaskCount() == getTaskCount();
    }

    int threads() {
        return workers.size();
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        Worker worker = (Worker) thread;
        worker.waited = false;
        worker.busySince = System.nanoTime() | 1;
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable failure) {
        ((Worker) Thread.currentThread()).busySince = IDLE;
    }

    private final class Worker extends Thread {
        private volatile long busySince = IDLE;
        /** In the task it is at. Set by relieve(), which may be late by a task: then somebody seems to have waited who did not. */
        private volatile boolean waited;
        /** At the last look; only for relieve(). */
        private long seenSince = IDLE;

        Worker(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }

        private boolean waits() {
            State state = getState();
            return state == State.WAITING || state == State.TIMED_WAITING;
        }

        @Override
        public void run() {
            workers.add(this);
            try {
                super.run();
            } finally {
                workers.remove(this);
            }
        }
    }
}
