package io.vehicletelemetry.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes ready frames to a session's connection, several by one write, and waits for the client to take them in, as long as
 * the session's send timeout, which is set.
 *
 * <p><em>Used by one thread at a time.</em>
 */
interface Wire {

    /** So many bytes may be written together: beyond that, another write is nothing beside them. */
    int MAX = 32 * 1024;

    /** That of a session, or null where its container is not one that is known here, or not as it is known. */
    static @Nullable Wire of(Session session) {
        String container = session.getClass().getName();
        if (container.startsWith("org.apache.tomcat.")) {
            return TomcatWire.of(session);
        }
        try {
            return container.startsWith("org.eclipse.jetty.") ? JettyWire.of(session) : null;
        } catch (LinkageError e) { // Jetty shows its classes to no application that is deployed in it
            return null;
        }
    }

    /**
     * Writes a frame.
     *
     * @throws IOException if it may not have been written, or in part: nothing can be sent after it
     */
    void write(Frame frame) throws IOException;

    /**
     * Writes frames: at most {@link #MAX} bytes together, or one.
     *
     * @throws IOException if not all may have been written, or one in part: nothing can be sent after it
     */
    void write(List<Frame> frames) throws IOException;
}
