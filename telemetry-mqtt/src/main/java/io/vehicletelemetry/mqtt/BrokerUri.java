package io.vehicletelemetry.mqtt;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker is: {@code mqtt://host:1883}.
 *
 * <p>Parsed by hand, because {@link java.net.URI} knows no host with an underscore, which container names have.
 *
 * <p><em>Immutable.</em>
 *
 * @param scheme {@code mqtt}, {@code mqtts}, {@code ws} or {@code wss}
 * @param host a name or an address, an IPv6 address without its brackets
 * @param port from 1 to 65535
 * @param path of the WebSocket, without a leading slash; empty for none
 * @param query of the WebSocket; empty for none
 */
record BrokerUri(String scheme, String host, int port, String path, String query) {

    static final String ALLOWED = "allowed are mqtt://host[:1883], mqtts://host[:8883], ws://host[:80][/path] and"
            + " wss://host[:443][/path]";

    private static final Set<String> SCHEMES = Set.of("mqtt", "mqtts", "ws", "wss");

    private static final Pattern FORM = Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<authority>[^/?#]*)"
            + "(?<path>/[^?#\\s]*)?(?:\\?(?<query>[^#\\s]*))?(?<fragment>#.*)?");

    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:\\[(?<six>[0-9A-Fa-f:.]+(?:%[\\w.-]+)?)]|(?<name>[\\p{L}\\p{N}._-]+))(?::(?<port>\\d*))?");

    static BrokerUri parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw bad(text, "is no address of a broker");
        }
        String scheme = form.group("scheme").toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw bad(text, "has the scheme " + Shown.text(scheme));
        }
        String authority = form.group("authority");
        if (authority.contains("@")) {
            throw bad(text, "names a user: a URI ends up in logs, so set username and password beside it");
        }
        if (form.group("fragment") != null) {
            throw bad(text, "has a fragment");
        }
        String path = withoutSlash(form.group("path"));
        String query = form.group("query") == null ? "" : form.group("query");
        if (!scheme.startsWith("ws") && !(path.isEmpty() && query.isEmpty())) {
            throw bad(text, "has a path or a query, which only ws and wss have");
        }
        Matcher address = AUTHORITY.matcher(authority);
        if (!address.matches()) {
            throw bad(text, authority.isEmpty() ? "has no host" : "has no valid host and port");
        }
        String host = address.group("six") == null ? address.group("name") : address.group("six");
        return new BrokerUri(scheme, host, port(text, scheme, address.group("port")), path, query);
    }

    private static int port(String text, String scheme, @Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return switch (scheme) {
                case "mqtt" -> 1883;
                case "mqtts" -> 8883;
                case "ws" -> 80;
                default -> 443;
            };
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw bad(text, "has the port " + Shown.text(digits) + ", which is not between 1 and 65535");
        }
        return port;
    }

    private static String withoutSlash(@Nullable String path) {
        return path == null ? "" : path.substring(1);
    }

    /** Everything between the scheme and the last {@code @} is a secret, wherever a stray slash puts it. */
    private static IllegalArgumentException bad(String text, String wrong) {
        int at = text.lastIndexOf('@');
        int start = text.indexOf("://");
        String safe = at < 0
                ? text
                : (start < 0 || start > at ? "" : text.substring(0, start + 3)) + "…" + text.substring(at);
        return new IllegalArgumentException("uri " + Shown.text(safe) + " " + wrong + ": " + ALLOWED);
    }

    boolean encrypted() {
        return scheme.equals("mqtts") || scheme.equals("wss");
    }

    boolean webSocket() {
        return scheme.startsWith("ws");
    }

    /** Without path and query: a query may hold a token. */
    @Override
    public String toString() {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
