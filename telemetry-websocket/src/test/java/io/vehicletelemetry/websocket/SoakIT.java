package io.vehicletelemetry.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many clients of mixed kinds for a while, all of them followed by a checker that shares no code with the server. By hand for
 * longer: {@code -Dsoak.duration=PT30M -Dsoak.clients=200}; {@code -Dsoak.kinds=} takes a few kinds of
 * {@code src/test/node/kinds.mjs}, {@code -Dsoak.container=} a {@link ContainerKind}.
 */
class SoakIT {

    private static final System.Logger LOG = System.getLogger(SoakIT.class.getName());
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path CHECKER = Path.of("src", "test", "node");
    private static final int VEHICLES = 100;
    private static final Duration DURATION = Duration.parse(System.getProperty("soak.duration", "PT60S"));
    private static final String CLIENTS = System.getProperty("soak.clients", "44");
    private static final ContainerKind CONTAINER =
            ContainerKind.valueOf(System.getProperty("soak.container", "TOMCAT"));
    private static final String KINDS = System.getProperty("soak.kinds", "");

    @Test
    void theCheckerIsRedOnWhatBreaksTheProtocol() throws Exception {
        Path log = Path.of("target", "checker-test.log");
        Process test = new ProcessBuilder(
                        NodeProgram.path(),
                        "--test",
                        CHECKER.resolve("checker.test.mjs").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(test.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(test.exitValue()).as("see %s", log).isZero();
    }

    @Test
    void everyClientSeesWhatTheProtocolPromises() throws Exception {
        String node = NodeProgram.path();
        SyntheticFleet fleet = new SyntheticFleet(VEHICLES);
        TelemetryPipeline pipeline = TelemetryPipeline.builder()
                .source(fleet)
                .offlineAfter(Duration.ofSeconds(2))
                .build();
        // A steady slow reader has megabytes in the kernels' buffers, which let the server go on only when a third of
        // them is read: for seconds it looks as if it took in nothing. What the timeout is for is tested elsewhere.
        TelemetryWebSocket socket = TelemetryWebSocket.builder(pipeline.broadcaster())
                .sendTimeout(Duration.ofMinutes(2))
                .build();
        Path report = Path.of("target", "soak-report.json");
        Process checker = null;
        try (WebSocketContainer server = CONTAINER.start(socket)) {
            pipeline.start();
            checker = checker(node, server, report);
            Duration warm = DURATION.dividedBy(3);
            running(checker, warm);
            long heapBefore = heapAfterCollection();
            running(checker, DURATION.minus(warm));
            long heapAfter = heapAfterCollection();
            fleet.close();
            await().atMost(Duration.ofSeconds(10)).until(() -> allOffline(pipeline));
            running(checker, Duration.ofSeconds(1));
            try (Writer end = checker.outputWriter(UTF_8)) {
                end.write(JSON.writeValueAsString(published(fleet)) + "\n");
            }
            assertThat(checker.waitFor(60 + Integer.parseInt(CLIENTS), TimeUnit.SECONDS))
                    .isTrue();
            await().until(() -> socket.stats().sessions() == 0);
            JsonNode result = JSON.readTree(report.toFile());
            LOG.log(Level.INFO, "{0}", summary(result, heapBefore, heapAfter, socket.stats()));
            assertThat(checker.exitValue()).as("%s", result.path("violations")).isZero();
            assertThat(result.path("violationCount").asInt(-1)).isZero();
            assertThat(result.path("published").asInt()).isEqualTo(VEHICLES + 2);
            assertThat(result.path("compared").asLong()).isGreaterThan(1000);
            result.path("kinds")
                    .forEach(kind -> assertThat(kind.path("updates").asLong()).isGreaterThan(100));
            assertSmaller(result.path("kinds"));
            assertThat(heapAfter).isLessThan(heapBefore + heapBefore / 2 + (16 << 20));
            assertThat(socket.stats().sendTimeouts()).isZero();
            assertThat(socket.stats().unanswered()).isZero();
            long torn = 0;
            for (JsonNode kind : result.path("kinds")) {
                torn += kind.path("tornAfterGoodbye").asLong();
            }
            // Tomcat's own, after the client's goodbye, and rare: see docs/containers.md.
            assertThat(torn).isLessThanOrEqualTo(CONTAINER.answersEveryGoodbye() ? 0 : 1);
        } finally {
            if (checker != null) {
                checker.destroyForcibly();
            }
            pipeline.close();
        }
    }

    private static Process checker(String node, WebSocketContainer server, Path report) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                node, CHECKER.resolve("checker.mjs").toString(), server.uri().toString(), "--clients", CLIENTS);
        if (!KINDS.isEmpty()) {
            command.command().addAll(List.of("--kinds", KINDS));
        }
        return command.redirectOutput(report.toFile())
                .redirectError(Path.of("target", "soak-errors.log").toFile())
                .start();
    }

    /** Lets time pass while the checker lives. */
    private static void running(Process checker, Duration time) throws InterruptedException {
        assertThat(checker.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
                .as("the checker ended early, see target/soak-errors.log")
                .isFalse();
    }

    private static long heapAfterCollection() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static boolean allOffline(TelemetryPipeline pipeline) {
        AtomicBoolean all = new AtomicBoolean(true);
        pipeline.snapshots().forEach(snapshot -> {
            if (snapshot.state() != VehicleState.OFFLINE) {
                all.set(false);
            }
        });
        return all.get();
    }

    private static ObjectNode published(SyntheticFleet fleet) {
        ObjectNode end = JSON.createObjectNode();
        ArrayNode vehicles = end.putArray("vehicles");
        fleet.published().forEach((vehicle, values) -> {
            ObjectNode entry = vehicles.addObject();
            putId(entry, vehicle);
            entry.put("state", "offline");
            putValues(entry.putObject("signals"), values);
        });
        return end;
    }

    private static void putId(ObjectNode entry, VehicleId vehicle) {
        if (vehicle.number().isPresent()) {
            entry.put("vehicle", vehicle.number().getAsLong());
        } else {
            entry.put("vehicle", vehicle.value());
        }
    }

    private static void putValues(ObjectNode signals, Map<String, SignalValue> values) {
        values.forEach((name, value) -> {
            if (value instanceof SignalValue.OfInteger integer) {
                signals.put(name, integer.value());
            } else if (value instanceof SignalValue.OfDecimal decimal) {
                signals.put(name, decimal.value());
            } else if (value instanceof SignalValue.OfBoolean bool) {
                signals.put(name, bool.value());
            } else if (value instanceof SignalValue.OfText text) {
                signals.put(name, text.value());
            } else {
                signals.putNull(name);
            }
        });
    }

    /** Of 41 signals 6 change: what the opt-in modes are for. */
    private static void assertSmaller(JsonNode kinds) {
        double base = kinds.path("base").path("bytesPerUpdate").asDouble(0);
        double delta = kinds.path("delta").path("bytesPerUpdate").asDouble(0);
        if (base > 0 && delta > 0) {
            assertThat(delta).isLessThan(base / 2);
        }
    }

    private static String summary(JsonNode result, long heapBefore, long heapAfter, WebSocketStats stats) {
        StringBuilder text = new StringBuilder("soak of %s s: %s violations %s, %s comparisons, heap %.1f -> %.1f MB%n"
                .formatted(
                        result.path("seconds"),
                        result.path("violationCount"),
                        result.path("rules"),
                        result.path("compared"),
                        heapBefore / 1e6,
                        heapAfter / 1e6));
        text.append("server: %s opened, %s conflated, %s send timeouts, %s send failures, %s unanswered; "
                .formatted(
                        stats.opened(),
                        stats.conflated(),
                        stats.sendTimeouts(),
                        stats.sendFailures(),
                        stats.unanswered()));
        text.append("checker: settled after %s ms, worst lag %s ms%n"
                .formatted(result.path("settledAfterMillis"), result.path("worstLagMillis")));
        result.path("kinds")
                .properties()
                .forEach(kind -> text.append(
                        "%-20s %3s clients %5s connections %8s frames %9s updates %8s deltas %10s B/s a client %6s updates/s a client %5s B an update%n"
                                .formatted(
                                        kind.getKey(),
                                        kind.getValue().path("clients"),
                                        kind.getValue().path("connections"),
                                        kind.getValue().path("frames"),
                                        kind.getValue().path("updates"),
                                        kind.getValue().path("deltas"),
                                        kind.getValue().path("bytesPerClientSecond"),
                                        kind.getValue().path("updatesPerClientSecond"),
                                        kind.getValue().path("bytesPerUpdate"))));
        return text.toString();
    }
}
