package io.vehicletelemetry.websocket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes ready frames to a session's connection in Tomcat, several by one write. The Jakarta API takes a text as a string:
 * Tomcat encodes it for each client anew, character by character, and keeps books of each frame, which costs more than its
 * share of a write.
 *
 * <p>This goes the way that every frame of Tomcat goes: it takes the permit that whoever writes a part of a message has (a
 * pong and the answer to a goodbye as well), looks whether the goodbye was said, writes to the connection, and ends by
 * {@code endMessage}, which gives the permit back or passes it to what came meanwhile. So frames of the application, of
 * Tomcat, and these never end up in each other. The write is the one by which Tomcat answers requests; that of its
 * WebSocket makes an operation of each, and a dozen objects.
 *
 * <p>None of it is Tomcat's public API. Where it is not as it is known here (another version, or Tomcat as a named module
 * that opens nothing), or where an extension is to transform what is sent, there is no such wire.
 *
 * <p><em>Used by one thread at a time.</em>
 */
final class TomcatWire {

    /** So many bytes may be written together: beyond that, another write is nothing beside them. */
    static final int MAX = 32 * 1024;

    private static final String REMOTE = "org.apache.tomcat.websocket.WsRemoteEndpointBase";
    private static final String SERVER = "org.apache.tomcat.websocket.server.WsRemoteEndpointImplServer";

    /** A thread that writes waits until it is done, so that it can have one and the same buffer for all sessions. */
    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(MAX));

    /** By the class of a session's remote, because there may be a Tomcat a class loader. */
    private static final ClassValue<Optional<Internals>> INTERNALS = new ClassValue<>() {
        @Override
        protected Optional<Internals> computeValue(Class<?> remote) {
            try {
                return Optional.of(internals(remote));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return Optional.empty();
            }
        }
    };

    private final Internals internals;
    private final RemoteEndpoint.Async async;
    /** Behind what the API shows, the one that does the work. */
    private final RemoteEndpoint base;

    private final Object connection;
    /** To write one part of a message at a time. */
    private final Semaphore permit;

    private TomcatWire(Internals internals, RemoteEndpoint.Async async) throws Throwable {
        this.internals = internals;
        this.async = async;
        this.base = (RemoteEndpoint) internals.base.invokeExact((RemoteEndpoint) async);
        this.connection = (Object) internals.connection.invokeExact(base);
        this.permit = (Semaphore) internals.permit.invokeExact(base);
    }

    /** That of a session, or null where it is not one of a server of Tomcat's, or not as it is known here. */
    static @Nullable TomcatWire of(Session session) {
        RemoteEndpoint.Async async = session.getAsyncRemote();
        Internals internals = INTERNALS.get(async.getClass()).orElse(null);
        if (internals == null || !session.getNegotiatedExtensions().isEmpty()) {
            return null;
        }
        try {
            return new TomcatWire(internals, async);
        } catch (Throwable e) { // as with a client's session, which has to mask what it sends
            return null;
        }
    }

    /**
     * Writes a frame, and waits for the client to take it in, as long as the session's send timeout.
     *
     * @throws IOException if it may not have been written, or in part
     */
    void write(Frame frame) throws IOException {
        write(ByteBuffer.wrap(frame.wire()));
    }

    /** As {@link #write(Frame)}, frames of at most {@link #MAX} bytes together, or one. */
    void write(List<Frame> frames) throws IOException {
        if (frames.size() == 1) {
            write(frames.get(0));
            return;
        }
        ByteBuffer buffer = BUFFER.get().clear();
        for (int i = 0; i < frames.size(); i++) {
            buffer.put(frames.get(i).wire());
        }
        write(buffer.flip());
    }

    private void write(ByteBuffer frames) throws IOException {
        long timeout = async.getSendTimeout();
        acquire(timeout);
        try {
            if ((boolean) internals.closed.invokeExact(base)) {
                throw new IOException("the session is closed");
            }
            internals.setTimeout.invokeExact(connection, timeout);
            internals.write.invokeExact(connection, true, frames);
        } catch (Throwable e) {
            permit.release();
            throw failure(e);
        }
        try {
            internals.end.invokeExact(base, (SendHandler) null, (SendResult) null);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private void acquire(long millis) throws IOException {
        try {
            if (!permit.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                throw new SocketTimeoutException("another message is being sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("waiting for another message to be sent");
        }
    }

    private static IOException failure(Throwable e) {
        if (e instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof IOException known ? known : new IOException(e);
    }

    private static Internals internals(Class<?> type) throws ReflectiveOperationException {
        Class<?> remote = type;
        while (!remote.getName().equals(REMOTE)) {
            remote = remote.getSuperclass();
            if (remote == null) {
                throw new ClassNotFoundException(REMOTE);
            }
        }
        Class<?> base = remote.getDeclaredField("base").getType();
        Class<?> server = Class.forName(SERVER, false, base.getClassLoader());
        Class<?> connection = server.getDeclaredField("socketWrapper").getType();
        MethodHandles.Lookup ofBase = MethodHandles.privateLookupIn(base, MethodHandles.lookup());
        MethodHandles.Lookup ofServer = MethodHandles.privateLookupIn(server, MethodHandles.lookup());
        MethodHandles.Lookup ofConnection = MethodHandles.privateLookupIn(connection, MethodHandles.lookup());
        MethodType setTimeout = MethodType.methodType(void.class, long.class);
        MethodType write = MethodType.methodType(void.class, boolean.class, ByteBuffer.class);
        MethodType end = MethodType.methodType(void.class, SendHandler.class, SendResult.class);
        return new Internals(
                ofBase.findGetter(remote, "base", base)
                        .asType(MethodType.methodType(RemoteEndpoint.class, RemoteEndpoint.class)),
                ofServer.findGetter(server, "socketWrapper", connection)
                        .asType(MethodType.methodType(Object.class, RemoteEndpoint.class)),
                on(RemoteEndpoint.class, ofBase.findGetter(base, "messagePartInProgress", Semaphore.class)),
                on(RemoteEndpoint.class, ofBase.findGetter(base, "closed", boolean.class)),
                on(Object.class, ofConnection.findVirtual(connection, "setWriteTimeout", setTimeout)),
                on(Object.class, ofConnection.findVirtual(connection, "doWrite", write)),
                on(RemoteEndpoint.class, ofBase.findVirtual(base, "endMessage", end)));
    }

    private static MethodHandle on(Class<?> receiver, MethodHandle handle) {
        return handle.asType(handle.type().changeParameterType(0, receiver));
    }

    /**
     * What is behind the API.
     *
     * @param base of a remote of the API the one that does the work
     * @param connection of that one, where it is a server's
     * @param permit of it, to write a part of a message
     * @param closed whether it wrote a close frame
     * @param setTimeout of a connection's writes, in milliseconds
     * @param write to a connection; blocks
     * @param end gives the permit back
     */
    private record Internals(
            MethodHandle base,
            MethodHandle connection,
            MethodHandle permit,
            MethodHandle closed,
            MethodHandle setTimeout,
            MethodHandle write,
            MethodHandle end) {}
}
