package io.vehicletelemetry.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server in a process of its own, to be killed. */
final class ChildServer implements AutoCloseable {

    private final Path folder;
    private final Settings settings;
    private final int port = Ports.free();
    private @Nullable Process process;
    private int starts;

    ChildServer(Path folder, Settings settings) {
        this.folder = folder;
        this.settings = settings.on(port);
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-XX:TieredStopAtLevel=1"); // it does not live long
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(RecordingServer.class.getName());
        command.addAll(settings.arguments());
        Path arguments = folder.resolve("server.args");
        Files.write(
                arguments,
                command.subList(1, command.size()).stream()
                        .map(argument -> '"' + argument.replace("\\", "\\\\") + '"')
                        .toList());
        starts++;
        process = new ProcessBuilder(command.get(0), "@" + arguments)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path log() {
        return folder.resolve("server-" + starts + ".log");
    }

    /** Whether its durable session is connected and subscribed. */
    boolean isRecording() throws IOException {
        String log = Files.readString(log());
        if (process != null && !process.isAlive()) {
            throw new AssertionError("the server ended by itself:\n" + log);
        }
        return log.lines().anyMatch(line -> line.contains("recorder") && line.contains("1 of 1 subscriptions"));
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            process = null;
            running.destroyForcibly().waitFor();
        }
    }

    /** As one stops it who means well. */
    void stop() throws InterruptedException {
        Process running = process;
        if (running != null) {
            process = null;
            running.destroy();
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
