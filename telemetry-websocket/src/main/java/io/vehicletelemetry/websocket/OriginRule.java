package io.vehicletelemetry.websocket;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Which pages may connect: those of the server's own origin, and those of an allow-list. Who sends no origin is no
 * browser, and may. Immutable.
 */
final class OriginRule {

    private static final String ANY = "*";

    private final boolean any;
    private final List<Origin> allowed;

    /**
     * Checks and takes the allow-list.
     *
     * @throws IllegalArgumentException if an entry is neither an origin, nor a pattern, nor {@code *}
     */
    OriginRule(Collection<String> allowed) {
        this.any = allowed.contains(ANY);
        this.allowed = allowed.stream()
                .filter(entry -> !entry.equals(ANY))
                .map(OriginRule::entry)
                .toList();
    }

    /**
     * Decides.
     *
     * @param origins the values of the request's Origin headers
     * @param server the server's own origin as this request sees it
     */
    boolean allows(List<String> origins, Origin server) {
        if (any || origins.isEmpty()) {
            return true;
        }
        Origin origin = origins.size() == 1 ? Origin.parse(origins.get(0)) : null;
        if (origin == null || origin.isPattern()) {
            return false; // "null", a list, or no origin at all
        }
        return origin.equals(server) || allowed.stream().anyMatch(entry -> entry.covers(origin));
    }

    private static Origin entry(String text) {
        Origin origin = Origin.parse(Objects.requireNonNull(text, "allowedOrigin"));
        if (origin == null) {
            throw new IllegalArgumentException("allowedOrigin \"" + text
                    + "\": allowed are an origin such as https://dash.example or http://localhost:3000 (scheme, host"
                    + " in ASCII, port where it is not the usual one, nothing after it), a pattern in which * stands"
                    + " for whole labels of the host such as https://*.example.com, or * alone for every origin");
        }
        return origin;
    }
}
