package io.vehicletelemetry.websocket;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A web origin: scheme, host and port (-1 where neither written nor implied by the scheme), in lower case, without the
 * brackets of IPv6. Immutable.
 */
record Origin(String scheme, String host, int port) {

    private static final int MAX_LENGTH = 512;
    private static final int MAX_PORT = 65_535;

    // Host: labels, of which a pattern may write any as *; or an IPv6 address, told from a name by its colon.
    private static final Pattern FORM = Pattern.compile(
            "([a-z][a-z0-9+.-]{0,31})://(?:((?:[a-z0-9_-]+|\\*)(?:\\.(?:[a-z0-9_-]+|\\*))*)|\\[([0-9a-f.]*:[0-9a-f:.]*)])(?::([0-9]{1,5}))?");

    /** The origin in a text, which may be a pattern, or null where the text is none. */
    static @Nullable Origin parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return null;
        }
        String scheme = parts.group(1);
        String written = parts.group(4);
        int port = written == null ? defaultPort(scheme) : Integer.parseInt(written);
        if (written != null && (port == 0 || port > MAX_PORT)) {
            return null;
        }
        String host = parts.group(2) == null ? parts.group(3) : parts.group(2);
        return new Origin(scheme, host, port);
    }

    /** The origin that a page comes from, or null where the text is none: "null", a list, a pattern. */
    static @Nullable Origin ofPage(String text) {
        Origin origin = parse(text);
        return origin == null || origin.isPattern() ? null : origin;
    }

    /** What a server calls itself, in the container's words: the host of a request may stand in brackets. */
    static Origin ofServer(String scheme, String host, int port) {
        String page = switch (scheme.toLowerCase(Locale.ROOT)) {
            case "ws" -> "http";
            case "wss" -> "https";
            default -> scheme.toLowerCase(Locale.ROOT);
        };
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new Origin(page, bare.toLowerCase(Locale.ROOT), port > 0 ? port : defaultPort(page));
    }

    boolean isPattern() {
        return host.indexOf('*') >= 0;
    }

    /** Whether another origin fits this pattern: each {@code *} stands for one or more whole labels. */
    boolean covers(Origin other) {
        if (!scheme.equals(other.scheme) || port != other.port) {
            return false;
        }
        return isPattern() ? labelsFit(host.split("\\.", -1), other.host) : host.equals(other.host);
    }

    /** Like a file name glob over labels: a mismatch gives the last star one label more, so it ends after n x m steps. */
    private static boolean labelsFit(String[] pattern, String host) {
        if (host.indexOf(':') >= 0) {
            return false; // IPv6 has no labels
        }
        String[] labels = host.split("\\.", -1);
        int p = 0;
        int starAt = -1;
        int starEnds = 0;
        for (int l = 0; l < labels.length; ) {
            if (p < pattern.length && pattern[p].equals("*")) {
                starAt = p++;
                starEnds = ++l;
            } else if (p < pattern.length && pattern[p].equals(labels[l])) {
                p++;
                l++;
            } else if (starAt >= 0) {
                p = starAt + 1;
                l = ++starEnds;
            } else {
                return false;
            }
        }
        return p == pattern.length;
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
