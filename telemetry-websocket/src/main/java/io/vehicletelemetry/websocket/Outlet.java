package io.vehicletelemetry.websocket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How one session's frames leave, by the cheapest way that is safe at the moment: one frame alone by a blocking send, which
 * needs no callback; several together by one write, which blocks too, collected here where there is a wire for ready frames,
 * else by the container; and by sends that never block where too many threads are stuck already, or where this client
 * blocked one a short while ago.
 *
 * <p><em>Confined to the session's turn.</em>
 */
final class Outlet {

    /** A call that took so long met a full socket if its thread was seen waiting; else a machine in trouble. */
    private static final long BLOCKED_NANOS = 20_000_000L;

    /** For so long a client that blocked a thread gets none. */
    private static final long DISTRUST_NANOS = 5_000_000_000L;

    /**
     * After so many frames that came alone, the next ones are taken to do so too. Not at once: a frame alone by batching
     * costs little more than without, a first frame of several without batching a write more.
     */
    private static final int MANY = 8;

    private static final String TOMCAT = "org.apache.tomcat.";
    /** What Tomcat collects, in bytes: its own setting, read as it reads it. */
    private static final int BUFFER =
            Math.max(2, Integer.getInteger("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", 8 * 1024));

    private final Session session;
    private final RemoteEndpoint.Async async;
    private final RemoteEndpoint.Basic basic;
    private final SendHandler callback;
    private final LongSupplier nanoTime;
    private final boolean tomcat;
    private final @Nullable Wire wire;
    private final List<Frame> ready = new ArrayList<>(0);

    private boolean batching;
    /** Whether the container told that it does: not all can. */
    private boolean collects;

    private boolean unflushed;
    /** So many bytes, where it is Tomcat or goes by the wire. */
    private int collected;

    private int framesNow;
    private int aloneInARow;
    private boolean distrusted;
    private long distrustedSince;

    Outlet(Session session, SendHandler callback, LongSupplier nanoTime) {
        this(session, callback, nanoTime, session.getClass().getName().startsWith(TOMCAT), Wire.of(session));
    }

    Outlet(Session session, SendHandler callback, LongSupplier nanoTime, boolean tomcat, @Nullable Wire wire) {
        this.session = session;
        this.async = session.getAsyncRemote();
        this.basic = session.getBasicRemote();
        this.callback = callback;
        this.nanoTime = nanoTime;
        this.tomcat = tomcat;
        this.wire = wire;
    }

    /**
     * Sends a frame. It is collected with others where it is not the first one of this drain, or will hardly stay alone, as
     * the drains before tell.
     *
     * <p>Blocks, where it may, also for what was collected before.
     *
     * @param mayBlock whether a thread can be spared
     * @return true where it is done or collected here; false where the callback tells, possibly before the return
     */
    boolean send(Frame frame, boolean mayBlock) throws IOException {
        boolean several = framesNow++ > 0 || aloneInARow < MANY;
        return wire == null
                ? sendByContainer(frame, mayBlock && isTrusted(), several)
                : sendByWire(frame, mayBlock, several, wire);
    }

    private boolean sendByWire(Frame frame, boolean mayBlock, boolean several, Wire to) throws IOException {
        int length = frame.wire().length;
        boolean blocking = mayBlock && isTrusted();
        if (unflushed && (!blocking || collected + length > Wire.MAX)) {
            flush();
            blocking = mayBlock && isTrusted(); // what was collected may have met a full socket
        }
        if (blocking && (unflushed || several)) {
            ready.add(frame);
            collected += length;
            unflushed = true;
            return true;
        }
        if (blocking) {
            long start = nanoTime.getAsLong();
            to.write(frame);
            blockedSince(start);
            return true;
        }
        async.sendText(frame.text(), callback);
        return false;
    }

    private boolean sendByContainer(Frame frame, boolean blocking, boolean several) throws IOException {
        int length = tomcat ? frame.wire().length : 0;
        boolean collectable = length <= BUFFER;
        if (blocking && !collectable && unflushed) {
            flush();
        }
        if (unflushed || (blocking && several && collectable)) {
            batching(true);
            // Where Tomcat's buffer overflows, Tomcat writes it and goes on by a thread of its own, which costs more.
            if (blocking && collected > 0 && collected + length > BUFFER) {
                writeCollected();
            }
            stillCollects();
            unflushed = true;
            collected += length;
            async.sendText(frame.text(), callback);
            return false;
        }
        batching(false);
        if (blocking) {
            long start = nanoTime.getAsLong();
            basic.sendText(frame.text());
            blockedSince(start);
            return true;
        }
        async.sendText(frame.text(), callback);
        return false;
    }

    /** All that there was is sent. */
    void drained() {
        if (framesNow > 0) {
            aloneInARow = framesNow == 1 ? aloneInARow + 1 : 0;
            framesNow = 0;
        }
    }

    boolean isUnflushed() {
        return unflushed;
    }

    /** Sends what was collected; blocks. */
    void flush() throws IOException {
        writeCollected();
        unflushed = false;
        batching(false);
    }

    private void writeCollected() throws IOException {
        long start = nanoTime.getAsLong();
        if (wire == null) {
            async.flushBatch();
        } else {
            writeReady(wire);
        }
        collected = 0;
        blockedSince(start);
    }

    private void writeReady(Wire to) throws IOException {
        try {
            to.write(ready);
        } finally {
            ready.clear();
        }
    }

    /** Blocks in every container. */
    void ping() throws IOException {
        async.sendPing(ByteBuffer.allocate(0));
    }

    private boolean isTrusted() {
        distrusted = distrusted && nanoTime.getAsLong() - distrustedSince < DISTRUST_NANOS;
        return !distrusted;
    }

    /**
     * A client is not to blame where processors are short: sends that do not block would then be made by as many threads of
     * the container as there are clients, which makes it worse, and takes the processor from the compiler above all.
     */
    private void blockedSince(long start) {
        long now = nanoTime.getAsLong();
        if (now - start >= BLOCKED_NANOS && WorkerThreads.wasSeenWaiting()) {
            distrusted = true;
            distrustedSince = now;
        }
    }

    /**
     * Nothing is unflushed here, so that switching off has nothing to flush. It is on from the first frame of several to
     * their flush and no longer, because Tomcat collects pings, pongs and its answer to a client's goodbye as well.
     */
    private void batching(boolean wanted) throws IOException {
        if (batching == wanted) {
            return;
        }
        if (wanted && !session.isOpen()) {
            throw new IOException("the client said goodbye");
        }
        async.setBatchingAllowed(wanted);
        batching = wanted;
        collects = wanted && async.getBatchingAllowed();
    }

    /**
     * Tomcat stops collecting when the client says goodbye, and only then writes what it has; a frame that was sent in
     * between would go out in the middle of one that is written in part.
     */
    private void stillCollects() throws IOException {
        if (collects && !async.getBatchingAllowed()) {
            throw new IOException("the client said goodbye");
        }
    }
}
