package io.vehicletelemetry.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;

/** With Artemis, which forgets at its end, behind a line that is cut. */
@NullMarked
class ArtemisRetainedIT extends RetainedScenarios {

    private final ArtemisBroker broker = new ArtemisBroker();
    private final List<Socket> lines = new CopyOnWriteArrayList<>();
    private final ServerSocket entrance;

    ArtemisRetainedIT() throws IOException {
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    @Override
    Broker broker(Path folder) {
        return broker;
    }

    @Override
    String uri() {
        return "mqtt://127.0.0.1:" + entrance.getLocalPort();
    }

    @Override
    void interrupt() throws IOException {
        for (Socket line : lines) {
            line.close();
        }
        lines.clear();
    }

    @AfterEach
    void closeAll() throws IOException {
        entrance.close();
        interrupt();
    }

    private void accept() throws IOException {
        while (true) {
            Socket outer = entrance.accept();
            Socket inner = new Socket(InetAddress.getLoopbackAddress(), broker.port());
            lines.add(outer);
            lines.add(inner);
            run(() -> copy(outer, inner));
            run(() -> copy(inner, outer));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Until a socket is closed. */
    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
