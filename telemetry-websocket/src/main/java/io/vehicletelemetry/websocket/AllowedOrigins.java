package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.Texts;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * An allow-list of web origins: whose pages may read what a server does not show to every page. The handshake of the
 * WebSocket and the CORS of REST decide by the same list. It knows nothing of the server's own origin, and needs no
 * Jakarta API.
 *
 * <p>Each entry is one of:
 *
 * <ul>
 *   <li>an origin such as {@code https://dash.example} or {@code http://localhost:3000}: a scheme, a host in ASCII, and
 *       a port where it is not the usual one of {@code http} or {@code https}; nothing after it, in upper or lower
 *       case, at most 512 characters;
 *   <li>a pattern in which {@code *} stands for one or more whole labels of the host: {@code https://*.example.com}
 *       allows {@code https://a.example.com} and {@code https://a.b.example.com}, but not {@code https://example.com};
 *   <li>{@code *} alone, which allows every page, also one whose origin is {@code null}.
 * </ul>
 *
 * <p><em>Immutable.</em>
 */
public final class AllowedOrigins {

    private static final String ANY = "*";

    private final boolean any;
    private final List<Origin> entries;

    private AllowedOrigins(boolean any, List<Origin> entries) {
        this.any = any;
        this.entries = entries;
    }

    /**
     * Checks and takes a list.
     *
     * @param entries each an origin, a pattern or {@code *}; none allows no page
     * @return the list
     * @throws IllegalArgumentException if an entry is none of these; the message shows it and tells what is allowed
     */
    public static AllowedOrigins of(Collection<String> entries) {
        List<String> texts = entries.stream()
                .map(text -> Objects.requireNonNull(text, "allowedOrigin"))
                .toList();
        List<Origin> origins = texts.stream()
                .filter(text -> !text.equals(ANY))
                .map(AllowedOrigins::entry)
                .toList();
        return new AllowedOrigins(texts.contains(ANY), origins);
    }

    /**
     * Whether the list allows the pages of an origin.
     *
     * @param origin the value of one {@code Origin} header, whatever stands in it
     * @return true if an entry allows it; false for {@code null}, for a list, and for what is no origin, unless
     *     {@link #isAny}
     */
    public boolean allows(String origin) {
        if (any) {
            return true;
        }
        Origin page = Origin.ofPage(origin);
        return page != null && covers(page);
    }

    /**
     * Whether every page is allowed.
     *
     * @return true if {@code *} is an entry
     */
    public boolean isAny() {
        return any;
    }

    boolean covers(Origin page) {
        return any || entries.stream().anyMatch(entry -> entry.covers(page));
    }

    private static Origin entry(String text) {
        Origin origin = Origin.parse(text);
        if (origin == null) {
            throw new IllegalArgumentException("allowedOrigin " + Texts.quoted(text)
                    + ": allowed are an origin such as https://dash.example or http://localhost:3000 (scheme, host"
                    + " in ASCII, port where it is not the usual one, nothing after it), a pattern in which * stands"
                    + " for whole labels of the host such as https://*.example.com, or * alone for every origin");
        }
        return origin;
    }
}
