package io.vehicletelemetry.examples.dashboard.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stretch of network before a broker that can be cut, as when a car enters a tunnel. Thread-safe. */
final class Relay implements AutoCloseable {
    private final ServerSocket entrance;
    private final int exit;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean open = true;

    Relay(int exit) throws IOException {
        this.exit = exit;
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Cuts what is connected and lets nothing through until {@link #mend}. */
    void cut() throws IOException {
        open = false;
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    void mend() {
        open = true;
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = entrance.accept();
            if (!open) {
                near.close();
                continue;
            }
            Socket far = new Socket(InetAddress.getLoopbackAddress(), exit);
            sockets.addAll(List.of(near, far));
            run(() -> copy(near, far));
            run(() -> copy(far, near));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        entrance.close();
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void run(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException cut) {
                        // A socket was closed: that is what this is for.
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
