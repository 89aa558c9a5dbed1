package io.vehicletelemetry.websocket;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides on each handshake as on an ordinary request, after the application's filters, and lets the container upgrade
 * it. Each refusal is an HTTP answer of its own.
 */
final class HandshakeServlet extends HttpServlet {

    private static final Logger LOG = System.getLogger(HandshakeServlet.class.getName());
    private static final String CONTAINER = ServerContainer.class.getName();
    private static final String RETRY_AFTER_SECONDS = "10";

    private final SessionRegistry registry;
    private final OriginRule origins;
    private final AtomicBoolean warned = new AtomicBoolean();

    HandshakeServlet(SessionRegistry registry, AllowedOrigins allowed) {
        this.registry = registry;
        this.origins = new OriginRule(allowed);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!hasToken(request.getHeaders("Upgrade"), "websocket")
                || !hasToken(request.getHeaders("Connection"), "upgrade")) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            response.setHeader("Sec-WebSocket-Version", "13");
            refuse(response, RefusalReason.NOT_A_HANDSHAKE, "this address speaks WebSocket only");
            return;
        }
        ServerContainer container = container(request);
        if (container == null) {
            refuse(response, RefusalReason.NO_WEBSOCKET, "the server has no WebSocket");
            return;
        }
        List<String> from = Collections.list(request.getHeaders("Origin"));
        Origin server = Origin.ofServer(request.getScheme(), request.getServerName(), request.getServerPort());
        if (!origins.allows(from, server)) {
            refuse(response, RefusalReason.ORIGIN, "the origin of the page is not allowed: " + shortened(from));
            return;
        }
        if (registry.isClosing()) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
            refuse(response, RefusalReason.SHUTTING_DOWN, "the server is shutting down");
            return;
        }
        Reservation place;
        try {
            SubscriptionOptions options = SubscriptionOptions.ofQuery(query(request));
            place = registry.reserve(options, request.getRemoteAddr());
        } catch (InvalidOption e) {
            refuse(response, RefusalReason.BAD_QUERY, String.valueOf(e.getMessage()));
            return;
        } catch (NoPlace e) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
            String where = e.reason() == RefusalReason.ADDRESS_LIMIT ? "for this address the server" : "the server";
            refuse(response, e.reason(), where + " has as many sessions as it may hold");
            return;
        }
        upgrade(container, request, response, place);
    }

    private static Map<String, List<String>> query(HttpServletRequest request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        request.getParameterMap().forEach((key, values) -> query.put(key, List.of(values)));
        return query;
    }

    private void upgrade(
            ServerContainer container, HttpServletRequest request, HttpServletResponse response, Reservation place)
            throws IOException, ServletException {
        boolean upgraded = false;
        try {
            ServerEndpointConfig config = HandshakeConfigurator.config(registry, place);
            config.getUserProperties().put(TelemetryEndpoint.REMOTE_ADDRESS, request.getRemoteAddr());
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
            upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
            if (upgraded) {
                // Of a client that is gone already it fails here; later Tomcat would tell nobody, and the place be
                // kept.
                response.flushBuffer();
            }
        } catch (DeploymentException e) {
            throw new ServletException(e);
        } finally {
            // Not upgraded: the container wrote a refusal of its own, as for a missing key. A session that opens for
            // all
            // that takes a place anew.
            if (!upgraded && registry.giveBack(place)) {
                registry.counters().refused(RefusalReason.CONTAINER).increment();
            }
        }
    }

    private @Nullable ServerContainer container(HttpServletRequest request) {
        if (request.getServletContext().getAttribute(CONTAINER) instanceof ServerContainer container) {
            return container;
        }
        if (warned.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "no WebSocket: the servlet context has no attribute {0}, so that every handshake is"
                            + " answered with 501; add the container's WebSocket module",
                    CONTAINER);
        }
        return null;
    }

    private void refuse(HttpServletResponse response, RefusalReason reason, String detail) throws IOException {
        registry.counters().refused(reason).increment();
        Problem.write(response, reason, detail);
    }

    private static boolean hasToken(Enumeration<String> headers, String token) {
        while (headers.hasMoreElements()) {
            for (String value : headers.nextElement().split(",", -1)) {
                if (value.strip().toLowerCase(Locale.ROOT).equals(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String shortened(List<String> origins) {
        int shown = 128;
        String all = String.join(", ", origins);
        return all.length() <= shown ? all : all.substring(0, shown) + "…";
    }
}
