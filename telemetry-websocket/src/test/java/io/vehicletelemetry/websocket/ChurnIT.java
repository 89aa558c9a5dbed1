package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thousand sessions a second that connect and leave, each in its own way, leave nothing behind. For a second, or with
 * {@code -Dtelemetry.test.churn-seconds=60} for as long as that.
 */
@Tag("slow")
@OnEveryContainer
class ChurnIT extends BesideAHealthyClient {

    private static final int PER_SECOND = 1_000;
    private static final int SECONDS = Integer.getInteger("telemetry.test.churn-seconds", 1);
    private static final int THREADS = 4;
    /** Pools of the containers, which grow with the load and shrink when it is over. */
    private static final List<String> CONTAINERS_OWN = List.of("http-nio", "qtp", "Grizzly-worker");

    private static final long MEGABYTE = 1 << 20;

    ChurnIT(ContainerKind kind) {
        super(kind);
    }

    private record Held(long heap, int threads, int ownThreads, long descriptors) {

        static Held now() {
            long heap = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
            }
            List<String> names = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> CONTAINERS_OWN.stream().noneMatch(name::startsWith))
                    .toList();
            int own = (int)
                    names.stream().filter(name -> name.startsWith("telemetry-")).count();
            return new Held(heap, names.size(), own, openDescriptors());
        }
    }

    /** What keeps threads of ours from going, where some are too many. */
    private static Map<String, List<StackTraceElement>> busyThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("telemetry-"))
                .filter(thread -> thread.getKey().getState() != Thread.State.TERMINATED)
                .collect(Collectors.toMap(
                        thread -> thread.getKey().getName(),
                        thread -> List.of(thread.getValue()),
                        (one, other) -> one));
    }

    private void visit(int number) throws IOException {
        RawClient client = new RawClient(server.port(), 0);
        assertThat(client.handshake()).isEqualTo(101);
        switch (number % 4) {
            case 0 -> client.reset();
            case 1 -> {
                client.readUntil(RawClient.TEXT);
                client.send(RawClient.CLOSE, new byte[] {3, (byte) 0xe8});
                try {
                    client.readUntil(RawClient.CLOSE);
                } catch (EOFException e) {
                    assertThat(kind.answersEveryGoodbye()).isFalse();
                }
                client.close();
            }
            case 2 -> {
                client.readUntil(RawClient.TEXT);
                client.reset();
            }
            default -> client.close();
        }
    }

    /** At a thousand a second, or as fast as the machine is. */
    private void churn(int sessions) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        Callable<Void> visitor = () -> {
            for (int number = next.getAndIncrement(); number < sessions; number = next.getAndIncrement()) {
                long due = begin + number * (1_000_000_000L / PER_SECOND);
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                visit(number);
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (Future<Void> done : threads.invokeAll(Collections.nCopies(THREADS, visitor))) {
            done.get();
        }
        threads.shutdown();
    }

    @Test
    void sessionsThreadsHeapAndFileDescriptorsAreAsBefore() throws Exception {
        churn(PER_SECOND / 2); // classes, pools and buffers are there then
        awaitOnlyTheHealthyOne();
        Held before = Held.now();
        int sessions = PER_SECOND * SECONDS;
        churn(sessions);
        awaitOnlyTheHealthyOne();
        // The last onOpen may come after its client left: all are counted then.
        patiently().until(() -> stats().opened() == sessions + PER_SECOND / 2 + 1);
        awaitOnlyTheHealthyOne();
        List<Held> seen = new ArrayList<>();
        patiently().untilAsserted(() -> {
            Held after = Held.now();
            seen.add(after);
            assertThat(after.ownThreads()).as("%s", busyThreads()).isLessThanOrEqualTo(before.ownThreads());
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 2);
            assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 10);
            assertThat(after.heap()).isLessThan(before.heap() + 4 * MEGABYTE);
        });
        System.getLogger(ChurnIT.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "{0}: {1} sessions, before {2}, after {3}",
                        kind,
                        sessions,
                        before,
                        seen.get(seen.size() - 1));
    }
}
