package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Mosquitto as a process. Where it is not installed the test is skipped, but in CI it fails. */
@NullMarked
final class MosquittoBroker implements Broker {

    private final int port = Broker.freePort();
    private final Path folder;
    private final List<String> more;
    private @Nullable Process process;

    /** A broker with more lines of configuration. */
    MosquittoBroker(Path folder, String... more) {
        this.folder = folder;
        this.more = List.of(more);
    }

    static Path program() {
        Path found = Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (found == null && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("mosquitto is not installed, and in CI nothing is skipped");
        }
        assumeTrue(found != null, "mosquitto is not installed");
        assertThat(found).isNotNull();
        return found;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() throws Exception {
        Path program = program();
        Path configuration = folder.resolve("mosquitto-" + port + ".conf");
        String base = "listener " + port + " 127.0.0.1\nmax_queued_messages 0\nmax_inflight_messages 0\n";
        boolean open = more.stream().noneMatch(line -> line.startsWith("allow_anonymous"));
        Files.writeString(
                configuration, base + (open ? "allow_anonymous true\n" : "") + String.join("\n", more) + "\n");
        process = new ProcessBuilder(program.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto-" + port + ".log").toFile())
                .start();
        await("mosquitto").atMost(10, TimeUnit.SECONDS).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void stop() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
            process = null;
        }
    }
}
