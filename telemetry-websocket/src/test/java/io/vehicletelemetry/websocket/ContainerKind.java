package io.vehicletelemetry.websocket;

/** The containers that every contract runs on, and in what a client can tell them apart. */
enum ContainerKind {
    TOMCAT {
        @Override
        boolean answersEveryGoodbye() {
            return false;
        }

        @Override
        WebSocketContainer start(TelemetryWebSocket socket) throws Exception {
            return TomcatServer.with(socket);
        }

        @Override
        WebSocketContainer startWithoutWebSocket(TelemetryWebSocket socket) throws Exception {
            return TomcatServer.withoutWebSocket(socket);
        }
    },
    JETTY {
        @Override
        WebSocketContainer start(TelemetryWebSocket socket) throws Exception {
            return JettyServer.with(socket);
        }

        @Override
        WebSocketContainer startWithoutWebSocket(TelemetryWebSocket socket) throws Exception {
            return JettyServer.withoutWebSocket(socket);
        }
    },
    TYRUS {
        @Override
        WebSocketContainer start(TelemetryWebSocket socket) throws Exception {
            return new TyrusServer(socket);
        }

        @Override
        boolean refusesByHttp() {
            return false;
        }

        @Override
        int withoutKey() {
            return 500;
        }

        @Override
        boolean readsUnmasked() {
            return true;
        }

        @Override
        int frameTooLong() {
            return 1011;
        }

        @Override
        boolean cutsTheStalled() {
            return false;
        }
    };

    abstract WebSocketContainer start(TelemetryWebSocket socket) throws Exception;

    /** A servlet container without its WebSocket module. */
    WebSocketContainer startWithoutWebSocket(TelemetryWebSocket socket) throws Exception {
        throw new UnsupportedOperationException(this + " is nothing else");
    }

    /** Whether what the library refuses gets an HTTP answer of its own; else the session opens and is closed. */
    boolean refusesByHttp() {
        return true;
    }

    /** What a client is told that comes while the server holds as many sessions as it may. */
    int tooManySessions() {
        return refusesByHttp() ? 503 : 1013;
    }

    /** What a client is told that comes while the server is shutting down. */
    int shuttingDown() {
        return refusesByHttp() ? 503 : 1001;
    }

    /** How the container itself refuses a handshake without Sec-WebSocket-Key. */
    int withoutKey() {
        return 400;
    }

    /** Whether it takes a client's frame without a mask for a message, where the protocol has it hang up with 1002. */
    boolean readsUnmasked() {
        return false;
    }

    /** How it ends a session whose client sends one frame without an end; Tyrus collects 4 MB of it before. */
    int frameTooLong() {
        return 1009;
    }

    /** Whether the connection of a client that takes nothing in is gone with its session, and not only when the client goes. */
    boolean cutsTheStalled() {
        return true;
    }

    /** Whether a client that says goodbye while an update is being sent is always answered, and not hung up on at times. */
    boolean answersEveryGoodbye() {
        return true;
    }
}
