package io.vehicletelemetry.websocket;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends texts that are encoded already, by the methods behind Tomcat's implementation of the Jakarta API. The API takes
 * text only as a string, and Tomcat encodes that for each client anew, character by character: for an update of some length
 * that is as much work as all else of sending it, and dozens of times as much as long as that code is not compiled.
 *
 * <p>These methods are not Tomcat's public API. Where they are not as they are known here (another version, or Tomcat as a
 * named module that opens nothing), there is no such remote, and texts go by the Jakarta API.
 *
 * <p><em>Used by one thread at a time, as Tomcat's own.</em>
 */
final class TomcatRemote {

    private static final String REMOTE = "org.apache.tomcat.websocket.WsRemoteEndpointBase";
    /** RFC 6455, section 5.2. */
    private static final byte TEXT = 1;

    /** By the class of a session's remote, because there may be a Tomcat a class loader. */
    private static final ClassValue<Optional<Methods>> METHODS = new ClassValue<>() {
        @Override
        protected Optional<Methods> computeValue(Class<?> remote) {
            try {
                return Optional.of(methods(remote));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return Optional.empty();
            }
        }
    };

    private final Methods methods;
    private final RemoteEndpoint base;

    private TomcatRemote(Methods methods, RemoteEndpoint base) {
        this.methods = methods;
        this.base = base;
    }

    /** Of a session's remote, or null where it is not Tomcat's, or not as it is known here. */
    static @Nullable TomcatRemote of(RemoteEndpoint remote) {
        Methods methods = METHODS.get(remote.getClass()).orElse(null);
        if (methods == null) {
            return null;
        }
        try {
            return new TomcatRemote(methods, (RemoteEndpoint) methods.base.invokeExact(remote));
        } catch (Throwable e) {
            return null;
        }
    }

    /** As {@link RemoteEndpoint.Async#sendText}, whether it is collected or not. */
    void send(Frame frame, SendHandler callback) throws IOException {
        try {
            methods.start.invokeExact(base, TEXT, frame.bytes(), true, callback);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** As {@link RemoteEndpoint.Basic#sendText}. */
    void sendAndWait(Frame frame) throws IOException {
        try {
            methods.block.invokeExact(base, TEXT, frame.bytes(), true);
        } catch (Throwable e) {
            throw failure(e);
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

    private static Methods methods(Class<?> type) throws ReflectiveOperationException {
        Class<?> remote = type;
        while (!remote.getName().equals(REMOTE)) {
            remote = remote.getSuperclass();
            if (remote == null) {
                throw new ClassNotFoundException(REMOTE);
            }
        }
        Class<?> base = remote.getDeclaredField("base").getType();
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(base, MethodHandles.lookup());
        MethodType start =
                MethodType.methodType(void.class, byte.class, ByteBuffer.class, boolean.class, SendHandler.class);
        MethodType block = MethodType.methodType(void.class, byte.class, ByteBuffer.class, boolean.class);
        MethodType of = MethodType.methodType(RemoteEndpoint.class, RemoteEndpoint.class);
        return new Methods(
                lookup.findGetter(remote, "base", base).asType(of),
                lookup.findVirtual(base, "startMessage", start)
                        .asType(start.insertParameterTypes(0, RemoteEndpoint.class)),
                lookup.findVirtual(base, "sendMessageBlock", block)
                        .asType(block.insertParameterTypes(0, RemoteEndpoint.class)));
    }

    /**
     * What is behind the API.
     *
     * @param base of a remote the one that does the work
     * @param start sends a message and tells a handler
     * @param block sends a message and waits
     */
    private record Methods(MethodHandle base, MethodHandle start, MethodHandle block) {}
}
