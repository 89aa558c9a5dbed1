package io.vehicletelemetry.faults;

import static io.vehicletelemetry.faults.Patience.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Mosquitto as it is delivered, with its persistence in a folder: 20 messages in flight, 1,000 more in a queue. Where it is
 * not installed the test is skipped, but in CI it fails.
 */
final class Mosquitto implements Broker {

    private final int port = Ports.free();
    private final Path folder;
    private final List<String> more;
    private @Nullable Process process;

    Mosquitto(Path folder, String... more) {
        this.folder = folder;
        this.more = List.of(more);
    }

    private static Path program() {
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
        return found == null ? Path.of("") : found;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() throws Exception {
        Path program = program();
        Path configuration = folder.resolve("mosquitto-" + port + ".conf");
        Files.writeString(
                configuration,
                String.join(
                                "\n",
                                "listener " + port + " 127.0.0.1",
                                "allow_anonymous true",
                                "user " + System.getProperty("user.name"), // started by root it would become another
                                "persistence true",
                                "persistence_location " + folder + "/",
                                "log_type all",
                                String.join("\n", more))
                        + "\n");
        process = new ProcessBuilder(program.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mosquitto-" + port + ".log").toFile()))
                .start();
        await("mosquitto").until(() -> Ports.answers(port));
    }

    @Override
    public void stop() throws Exception {
        Process running = process;
        if (running != null) {
            process = null;
            running.destroy();
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        }
    }

    @Override
    public String toString() {
        return more.isEmpty() ? "Mosquitto, stock" : "Mosquitto, " + String.join(", ", more);
    }
}
