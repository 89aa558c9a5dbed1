package io.vehicletelemetry.websocket;

import java.util.List;

/**
 * Which pages may connect: those of the server's own origin, and those of an allow-list. Who sends no origin is no
 * browser, and may. Immutable.
 */
record OriginRule(AllowedOrigins allowed) {

    /**
     * Decides.
     *
     * @param origins the values of the request's Origin headers
     * @param server the server's own origin as this request sees it
     */
    boolean allows(List<String> origins, Origin server) {
        if (allowed.isAny() || origins.isEmpty()) {
            return true;
        }
        Origin page = origins.size() == 1 ? Origin.ofPage(origins.get(0)) : null;
        return page != null && (page.equals(server) || allowed.covers(page));
    }
}
