package io.vehicletelemetry.websocket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingFrames;
import org.jspecify.annotations.Nullable;

/**
 * The wire of a session in Jetty. A frame on its way passes two queues and is entered into four objects made for it, also
 * where it is only collected, which costs more than its share of a write.
 *
 * <p>This gives Jetty several as one: with the header of the first, and a content that goes on behind the first's with the
 * others, header and all. Jetty writes that in one piece, in its turn among pongs and the answer to a goodbye.
 *
 * <p>It needs Jetty's WebSocket at hand, which a web application that is deployed in Jetty does not see, and a Jetty that
 * makes a header from what a frame says of its length. Where that is not so, or an extension is to transform what is sent,
 * or frames are to be smaller than what is written together, there is no such wire.
 */
final class JettyWire implements Wire {

    private static final boolean HEADER_BY_LENGTH = isHeaderByLength();

    /** One for all sessions: of those that fail, Jetty may go on to write from it, so that another takes its place. */
    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(MAX));

    /** Knows the send timeout. */
    private final RemoteEndpoint.Async async;
    /** The one of the sends that wait: it starts no timer of its own at each frame, which is waited for here. */
    private final OutgoingFrames remote;

    private JettyWire(RemoteEndpoint.Async async, OutgoingFrames remote) {
        this.async = async;
        this.remote = remote;
    }

    /**
     * That of a session, or null where it is not one of a server of Jetty's, or not as it is known here.
     *
     * @throws LinkageError where Jetty's classes are not at hand
     */
    static @Nullable Wire of(Session session) {
        return session instanceof JakartaWebSocketSession jetty
                        && session.getBasicRemote() instanceof OutgoingFrames remote
                        && HEADER_BY_LENGTH
                        && writesAsGiven(jetty.getCoreSession())
                ? new JettyWire(session.getAsyncRemote(), remote)
                : null;
    }

    /** A client's session masks. */
    private static boolean writesAsGiven(CoreSession session) {
        long maximum = session.getMaxFrameSize();
        return session.getBehavior() == Behavior.SERVER
                && session.getNegotiatedExtensions().isEmpty()
                && (maximum <= 0 || maximum >= MAX);
    }

    @Override
    public void write(Frame frame) throws IOException {
        send(new org.eclipse.jetty.websocket.core.Frame(OpCode.TEXT, frame.payload()));
    }

    @Override
    public void write(List<Frame> frames) throws IOException {
        Frame first = frames.get(0);
        if (frames.size() == 1) {
            write(first);
            return;
        }
        ByteBuffer payload = first.payload();
        int length = payload.remaining();
        ByteBuffer buffer = BUFFER.get().clear().put(payload);
        for (int i = 1; i < frames.size(); i++) {
            buffer.put(frames.get(i).wire());
        }
        try {
            send(new Together(buffer.flip(), length));
        } catch (IOException | RuntimeException | Error e) {
            BUFFER.remove();
            throw e;
        }
    }

    private void send(org.eclipse.jetty.websocket.core.Frame frame) throws IOException {
        Callback.Completable sent = new Callback.Completable(Invocable.InvocationType.NON_BLOCKING);
        remote.sendFrame(frame, sent, false);
        try {
            sent.get(async.getSendTimeout(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("a frame could not be written in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("waiting for a frame to be written");
        }
    }

    private static boolean isHeaderByLength() {
        try {
            Class<?> jettys = org.eclipse.jetty.websocket.core.Frame.class;
            Class<?> generator =
                    Class.forName("org.eclipse.jetty.websocket.core.internal.Generator", true, jettys.getClassLoader());
            Frame first = new Frame(" ".repeat(126));
            ByteBuffer header = BufferUtil.allocate(64);
            generator
                    .getMethod("generateHeader", jettys, ByteBuffer.class)
                    .invoke(
                            generator.getConstructor().newInstance(),
                            new Together(
                                    ByteBuffer.allocate(1_000), first.payload().remaining()),
                            header);
            return header.equals(ByteBuffer.wrap(first.wire(), 0, header.remaining()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    /** Several frames: the header is the first one's, and so is the length; the content is that of all. */
    private static final class Together extends org.eclipse.jetty.websocket.core.Frame {
        private final int length;

        Together(ByteBuffer content, int length) {
            super(OpCode.TEXT, content);
            this.length = length;
        }

        @Override
        public int getPayloadLength() {
            return length;
        }
    }
}
