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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The wire of a session in Tomcat. The Jakarta API takes a text as a string: Tomcat encodes it for each client anew,
 * character by character, and keeps books of each frame, which costs more than its share of a write.
 *
 * <p>This takes the permit that whoever writes a part of a message has (a pong and the answer to a goodbye as well), looks
 * whether the goodbye was said, writes, and ends by {@code endMessage}, which gives the permit back or passes it to what came
 * meanwhile: so frames of the application, of Tomcat, and these do not end up in each other. It first writes what the socket
 * takes in at once. The rest, where there is one, goes by the blocking write of Tomcat's own WebSocket frames, which keeps to
 * the time, and holds up all that Tomcat sends after it until it is written. Over TLS, which may keep back the end of what it
 * was given, all goes that way.
 *
 * <p>None of it is Tomcat's public API. Where names or types are not as they are known here (another version, another
 * connector than NIO's, Tomcat as a named module that opens nothing), or where an extension is to transform what is sent,
 * there is no such wire.
 */
final class TomcatWire implements Wire {

    private static final String REMOTE = "org.apache.tomcat.websocket.WsRemoteEndpointBase";
    private static final String SERVER = "org.apache.tomcat.websocket.server.WsRemoteEndpointImplServer";
    /** Of the usual connector; its {@code doWrite} can be told not to block. */
    private static final String NIO = "org.apache.tomcat.util.net.NioEndpoint$NioSocketWrapper";

    /** One for all sessions, because what the socket does not take in at once is copied out of it. */
    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(MAX));

    /**
     * By the class of a session's remote, because there may be a Tomcat a class loader; empty where they are not known. No
     * type of ours, which would keep the class loader of an application as long as Tomcat's.
     */
    private static final ClassValue<MethodHandle[]> INTERNALS = new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> remote) {
            try {
                return internals(remote);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return new MethodHandle[0];
            }
        }
    };

    private final RemoteEndpoint.Async async;
    private final Internals internals;
    /** Behind what the API shows, the one that does the work. */
    private final RemoteEndpoint base;

    private final Object connection;
    /** To write one part of a message at a time. */
    private final Semaphore permit;

    private final boolean secure;
    /** What Tomcat could not write in time it may write yet: nothing may overtake it. */
    private boolean failed;

    private TomcatWire(Session session, Internals internals) throws Throwable {
        this.async = session.getAsyncRemote();
        this.internals = internals;
        this.base = (RemoteEndpoint) internals.base.invokeExact((RemoteEndpoint) async);
        this.connection = (Object) internals.connection.invokeExact(base);
        this.permit = (Semaphore) internals.permit.invokeExact(base);
        this.secure = session.isSecure();
    }

    /** That of a session, or null where it is not one of a server of Tomcat's, or not as it is known here. */
    static @Nullable Wire of(Session session) {
        MethodHandle[] handles = INTERNALS.get(session.getAsyncRemote().getClass());
        if (handles.length == 0 || !session.getNegotiatedExtensions().isEmpty()) {
            return null;
        }
        try {
            TomcatWire wire = new TomcatWire(session, Internals.of(handles));
            return wire.connection.getClass().getName().equals(NIO) ? wire : null;
        } catch (Throwable e) { // as with a client's session, which has to mask what it sends
            return null;
        }
    }

    @Override
    public void write(Frame frame) throws IOException {
        write(ByteBuffer.wrap(frame.wire()));
    }

    @Override
    public void write(List<Frame> frames) throws IOException {
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
        long expiry = System.currentTimeMillis() + timeout;
        acquire(timeout);
        try {
            if (failed || (boolean) internals.closed.invokeExact(base)) {
                throw new IOException("the session is closed");
            }
            if (!secure) {
                internals.tryWrite.invokeExact(connection, false, frames);
            }
            if (frames.hasRemaining()) {
                writeRest(frames, expiry);
            }
        } catch (Throwable e) {
            failed = true;
            permit.release();
            throw failure(e);
        }
        try {
            internals.end.invokeExact(base, (SendHandler) null, (SendResult) null);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private void writeRest(ByteBuffer frames, long expiry) throws Throwable {
        ByteBuffer rest = frames.isDirect() ? copy(frames) : frames;
        Outcome outcome = new Outcome();
        internals.write.invokeExact(base, (SendHandler) outcome, true, expiry, new ByteBuffer[] {rest});
        outcome.check();
    }

    private static ByteBuffer copy(ByteBuffer buffer) {
        return ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
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

    /** In the order of {@link Internals}. */
    private static MethodHandle[] internals(Class<?> type) throws ReflectiveOperationException {
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
        MethodType tryWrite = MethodType.methodType(void.class, boolean.class, ByteBuffer.class);
        MethodType end = MethodType.methodType(void.class, SendHandler.class, SendResult.class);
        return new MethodHandle[] {
            ofBase.findGetter(remote, "base", base)
                    .asType(MethodType.methodType(RemoteEndpoint.class, RemoteEndpoint.class)),
            ofServer.findGetter(server, "socketWrapper", connection)
                    .asType(MethodType.methodType(Object.class, RemoteEndpoint.class)),
            on(RemoteEndpoint.class, ofBase.findGetter(base, "messagePartInProgress", Semaphore.class)),
            on(RemoteEndpoint.class, ofBase.findGetter(base, "closed", boolean.class)),
            on(Object.class, ofConnection.findVirtual(connection, "doWrite", tryWrite)),
            on(RemoteEndpoint.class, write(ofBase, base)),
            on(RemoteEndpoint.class, ofBase.findVirtual(base, "endMessage", end))
        };
    }

    private static MethodHandle write(MethodHandles.Lookup lookup, Class<?> base) throws ReflectiveOperationException {
        MethodType type = MethodType.methodType(void.class, SendHandler.class, long.class, ByteBuffer[].class);
        try {
            return lookup.findVirtual(base, "doWrite", type.insertParameterTypes(1, boolean.class))
                    .asFixedArity();
        } catch (NoSuchMethodException e) { // until 11.0.25 the time alone told whether to block
            return MethodHandles.dropArguments(
                    lookup.findVirtual(base, "doWrite", type).asFixedArity(), 2, boolean.class);
        }
    }

    private static MethodHandle on(Class<?> receiver, MethodHandle handle) {
        return handle.asType(handle.type().changeParameterType(0, receiver));
    }

    /**
     * What is behind the API.
     *
     * @param base of a remote the one that does the work
     * @param connection of that one, where it is a server's
     * @param permit of it, to write a part of a message
     * @param closed whether it wrote a close frame
     * @param tryWrite to a connection, without waiting where told so
     * @param write of a base; where it is to block, until a time of the clock in milliseconds, and tells before it returns
     * @param end gives the permit back
     */
    private record Internals(
            MethodHandle base,
            MethodHandle connection,
            MethodHandle permit,
            MethodHandle closed,
            MethodHandle tryWrite,
            MethodHandle write,
            MethodHandle end) {
        static Internals of(MethodHandle[] handles) {
            return new Internals(handles[0], handles[1], handles[2], handles[3], handles[4], handles[5], handles[6]);
        }
    }

    private static final class Outcome implements SendHandler {
        private volatile @Nullable SendResult result;

        @Override
        public void onResult(SendResult told) {
            result = told;
        }

        void check() throws IOException {
            SendResult told = result;
            if (told == null || !told.isOK()) {
                throw new IOException(told == null ? null : told.getException());
            }
        }
    }
}
