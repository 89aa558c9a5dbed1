package io.vehicletelemetry.websocket;

import io.vehicletelemetry.schemas.WireSchemas;
import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A container's session that behaves as the worst of the containers do. */
final class FakeSession {

    enum Sends {
        /** The callback runs inside of the call. */
        INLINE,
        /** The callback comes when the test says so. */
        HELD,
        /** The client does not read: what may block does not return before the session is closed, no callback comes. */
        STUCK,
        /** The call throws. */
        FAILING
    }

    private final Sends sends;
    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    private final Map<Class<?>, MessageHandler> handlers = new HashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger pings = new AtomicInteger();
    final AtomicInteger flushes = new AtomicInteger();
    final AtomicInteger batched = new AtomicInteger();
    volatile @Nullable Principal principal;
    private volatile boolean batching;
    final AtomicInteger mostUnderWay = new AtomicInteger();
    final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger count = new AtomicInteger();
    final BlockingQueue<SendHandler> held = new LinkedBlockingQueue<>();
    final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    final CompletableFuture<Thread> closedBy = new CompletableFuture<>();
    private final boolean closeIsStuck;

    FakeSession(Sends sends) {
        this(sends, false);
    }

    FakeSession(Sends sends, boolean closeIsStuck) {
        this.sends = sends;
        this.closeIsStuck = closeIsStuck;
    }

    Session session() {
        return proxy(Session.class, this::session);
    }

    void pong() {
        PongMessage message = () -> ByteBuffer.allocate(0);
        @SuppressWarnings("unchecked")
        MessageHandler.Whole<PongMessage> handler =
                (MessageHandler.Whole<PongMessage>) Objects.requireNonNull(handlers.get(PongMessage.class));
        handler.onMessage(message);
    }

    /** Completes the send that is held; waits for one. */
    void completeOne() throws InterruptedException {
        SendHandler handler = held.poll(5, TimeUnit.SECONDS);
        underWay.decrementAndGet();
        Objects.requireNonNull(handler, "no send within 5 s").onResult(new SendResult(session()));
    }

    private @Nullable Object session(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "getAsyncRemote" -> {
                return proxy(RemoteEndpoint.Async.class, this::remote);
            }
            case "getBasicRemote" -> {
                return proxy(RemoteEndpoint.Basic.class, this::remote);
            }
            case "getUserPrincipal" -> {
                return principal;
            }
            case "getUserProperties" -> {
                return properties;
            }
            case "isOpen" -> {
                return !closed.isDone();
            }
            case "addMessageHandler" -> handlers.put((Class<?>) arguments[0], (MessageHandler) arguments[1]);
            case "close" -> {
                closed.complete((CloseReason) arguments[0]);
                closedBy.complete(Thread.currentThread());
                released.countDown();
                if (closeIsStuck) {
                    new CountDownLatch(1).await();
                }
            }
            default -> {}
        }
        return null;
    }

    private @Nullable Object remote(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "sendPing" -> {
                pings.incrementAndGet();
                block();
            }
            case "flushBatch" -> {
                flushes.incrementAndGet();
                block();
            }
            case "setBatchingAllowed" -> batching = (Boolean) arguments[0];
            case "sendText" -> {
                mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                if (batching) {
                    batched.incrementAndGet();
                }
                sent.add((String) arguments[0]);
                WireSchemas.check((String) arguments[0]);
                count.incrementAndGet();
                if (arguments.length == 1) {
                    sendAndWait();
                } else {
                    send((SendHandler) arguments[1]);
                }
            }
            default -> {}
        }
        return null;
    }

    private void send(SendHandler handler) throws IOException, InterruptedException {
        switch (sends) {
            case INLINE -> {
                underWay.decrementAndGet();
                handler.onResult(new SendResult(session()));
            }
            case HELD -> held.add(handler);
            case STUCK -> {}
            case FAILING -> throw new IllegalStateException("TEXT_FULL_WRITING");
        }
    }

    private void sendAndWait() throws IOException, InterruptedException, ExecutionException {
        if (sends == Sends.HELD) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            held.add(result -> done.complete(null));
            CompletableFuture.anyOf(done, closed).get();
            if (!done.isDone()) {
                throw new IOException("closed");
            }
        } else {
            send(result -> {});
            block();
        }
    }

    private void block() throws IOException, InterruptedException {
        if (sends == Sends.STUCK) {
            released.await();
            throw new IOException("closed");
        }
    }

    private interface Call {
        @Nullable
        Object invoke(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object result = call.invoke(method, arguments);
                    return result == null && method.getReturnType() == boolean.class ? (Object) false : result;
                }));
    }
}
