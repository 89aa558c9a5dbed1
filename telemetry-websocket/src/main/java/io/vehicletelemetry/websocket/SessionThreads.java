package io.vehicletelemetry.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * The threads of all sessions: some that send, some that close, a timer, and one that paces. Started with the first session, ended by
 * {@link #stop()}. Closing has threads of its own, because a close is what frees a thread that is stuck in a send.
 */
final class SessionThreads {

    /*
     * pending: guarded by this; the closes that were handed over and are not done.
     * Nothing of the container is called while the monitor is held.
     */
    private static final Logger LOG = System.getLogger(SessionThreads.class.getName());

    /** Read by Tomcat at each blocking call; means nothing to others. In milliseconds. */
    private static final String TOMCAT_BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    /** Not 0, which means the same by the API: with 0 Tyrus wakes a thread at every frame, to find that no time is set. */
    private static final long NO_IDLE_TIMEOUT = -1;

    private static final int MAX_THREADS = 64;
    /** With so many threads stuck in clients that do not read, no other one is risked. */
    private static final int MAX_STUCK = 16;

    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RELIEF_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MIN_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MAX_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int TICKS_A_DEADLINE = 20;
    private static final long CONTAINER_GRACE_MILLIS = 1_000;
    /**
     * So long a client has to take in that its session is over, and to answer (RFC 6455, section 7.1.1). Jetty keeps the
     * connection of one that does neither for as long as its idle timeout, and without one for ever.
     */
    private static final long CLOSE_MILLIS = 5_000;

    private final Settings settings;
    private final LongConsumer sweep;
    private final WorkerThreads send;
    private final WorkerThreads close = new WorkerThreads("telemetry-close", 2, MAX_THREADS);
    private final ScheduledThreadPoolExecutor timer;
    private final ScheduledThreadPoolExecutor pacer;
    private final Alarms alarms;
    private final AtomicBoolean started = new AtomicBoolean();
    private int pending;

    SessionThreads(Settings settings, LongConsumer sweep) {
        this.settings = settings;
        this.sweep = sweep;
        int processors = Runtime.getRuntime().availableProcessors();
        this.send = new WorkerThreads("telemetry-send", Math.max(2, Math.min(4, processors)), MAX_THREADS);
        this.timer = scheduler("telemetry-websocket-timer");
        this.pacer = scheduler("telemetry-pacer"); // of its own: a sweep over many sessions takes a while
        this.alarms = new Alarms(pacer);
    }

    /** Starts the timer; the other threads come with their work. Idempotent. */
    void start() {
        if (started.compareAndSet(false, true)) {
            every(RELIEF_NANOS, this::relieve);
            long deadline = Math.min(settings.sendTimeout(), settings.pingInterval());
            every(Math.max(MIN_TICK_NANOS, Math.min(MAX_TICK_NANOS, deadline / TICKS_A_DEADLINE)), this::tick);
        }
    }

    Executor send() {
        return send;
    }

    /** Whether a send thread may be risked in a call that blocks where the client does not read. */
    boolean mayBlock() {
        return send.stuck() < MAX_STUCK;
    }

    /** Whether nothing is being sent and nothing waits for a thread. */
    boolean areIdle() {
        return send.isIdle();
    }

    Pacer pacer() {
        return alarms;
    }

    /** Makes a session's limits explicit: containers differ in their defaults. */
    void prepare(Session session) {
        // Ours comes first, and counts; the container's is there for the case that nobody looks any more.
        long millis = TimeUnit.NANOSECONDS.toMillis(settings.sendTimeout()) + CONTAINER_GRACE_MILLIS;
        session.setMaxIdleTimeout(NO_IDLE_TIMEOUT);
        session.setMaxTextMessageBufferSize(settings.maxMessageSize());
        session.setMaxBinaryMessageBufferSize(settings.maxMessageSize());
        session.getAsyncRemote().setSendTimeout(millis);
        session.getUserProperties().put(TOMCAT_BLOCKING_SEND_TIMEOUT, millis);
    }

    /** Closes a session on another thread. */
    void close(Session session, CloseReason reason) {
        synchronized (this) {
            pending++;
        }
        close.execute(() -> {
            try {
                session.getUserProperties()
                        .put(TOMCAT_BLOCKING_SEND_TIMEOUT, TimeUnit.NANOSECONDS.toMillis(STOP_NANOS));
                session.setMaxIdleTimeout(CLOSE_MILLIS);
                session.close(reason);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "close failed", e);
            } finally {
                closed();
            }
        });
        if (close.isShutdown()) {
            closed(); // whoever comes after the end waits for nobody
        }
    }

    private synchronized void closed() {
        pending--;
        notifyAll();
    }

    /** Waits for closes, but not long, and ends the threads; those that are stuck in the container end when it lets go. */
    void stop() {
        long deadline = System.nanoTime() + STOP_NANOS;
        try {
            awaitCloses(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever interrupts does not want to wait
        }
        List<ThreadPoolExecutor> all = List.of(timer, pacer, send, close);
        all.forEach(ThreadPoolExecutor::shutdownNow);
        try {
            for (ThreadPoolExecutor threads : all) {
                boolean unused = threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitCloses(long deadline) throws InterruptedException {
        for (long left = STOP_NANOS; pending > 0 && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void relieve() {
        send.relieve(STUCK_NANOS);
        close.relieve(STUCK_NANOS);
    }

    private void tick() {
        try {
            sweep.accept(settings.time().nanoTime());
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "the sweep over the sessions failed",
                    e); // and goes on: else no deadline holds any more
        }
    }

    private void every(long nanos, Runnable task) {
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor scheduler(String name) {
        return new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                },
                new DiscardPolicy());
    }
}
