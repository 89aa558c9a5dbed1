package io.vehicletelemetry.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that come in numbers, or turn round at the door. */
@Tag("slow")
@OnEveryContainer
class CrowdsIT extends BesideAHealthyClient {

    private static final int LIMIT = 50;
    private static final int THREADS = 8;

    CrowdsIT(ContainerKind kind) {
        super(kind, LIMIT);
    }

    @Test
    void oneThatOpensMoreSessionsThanThereMayBeKeepsNobodyFromWhatIsHis() throws Exception {
        int attempts = 2_000;
        AtomicInteger left = new AtomicInteger(attempts);
        List<RawClient> admitted = Collections.synchronizedList(new ArrayList<>());
        Callable<List<Integer>> greedy = () -> {
            List<Integer> answers = new ArrayList<>();
            while (left.getAndDecrement() > 0) {
                RawClient client = new RawClient(server.port(), 0);
                int answer = client.admission();
                if (answer == 101) {
                    admitted.add(client);
                } else {
                    answers.add(answer);
                    client.reset();
                }
            }
            return answers;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Integer> refusals = new ArrayList<>();
        for (Future<List<Integer>> answers : threads.invokeAll(Collections.nCopies(THREADS, greedy))) {
            refusals.addAll(answers.get());
        }
        threads.shutdown();
        assertThat(admitted).hasSize(LIMIT - 1);
        assertThat(refusals).hasSize(attempts - LIMIT + 1).containsOnly(kind.tooManySessions());
        assertThat(stats().refused(RefusalReason.SESSION_LIMIT)).isEqualTo(refusals.size());
        assertThat(stats().sessions()).isEqualTo(LIMIT);
        assertThat(stats().opened()).isEqualTo(LIMIT);
        for (RawClient client : admitted) {
            assertThat(client.readUntil(RawClient.TEXT).text()).contains("telemetry_update");
            client.reset();
        }
        awaitOnlyTheHealthyOne();
    }

    /** More of each kind than there are places: one that was lost would be missed. */
    @Test
    void onesThatLeaveInTheMiddleOfTheHandshakeTakeNoPlace() throws Exception {
        String whole = String.join("\r\n", RawClient.lines("/ws/telemetry", RawClient.upgrade()));
        for (int i = 0; i < 4 * (LIMIT + 10); i++) {
            RawClient client = new RawClient(server.port(), 0);
            String said = i % 2 == 0 ? whole : whole.substring(0, i % whole.length());
            client.socket.getOutputStream().write(said.getBytes(US_ASCII));
            if (i % 4 < 2) {
                client.reset();
            } else {
                client.close();
            }
        }
        awaitOnlyTheHealthyOne();
        List<RawClient> all = new ArrayList<>();
        while (all.size() < LIMIT - 1) {
            // Until now one or the other of them may have been waiting to be looked at.
            patiently().until(() -> {
                RawClient client = new RawClient(server.port(), 0);
                boolean admitted = client.admission() == 101;
                if (admitted) {
                    all.add(client);
                } else {
                    client.reset();
                }
                return admitted;
            });
        }
        for (RawClient client : all) {
            client.reset();
        }
        awaitOnlyTheHealthyOne();
    }
}
