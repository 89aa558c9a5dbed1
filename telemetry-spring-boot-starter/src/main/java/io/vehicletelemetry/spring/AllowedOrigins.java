package io.vehicletelemetry.spring;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The allow-list of origins for REST: the rule of the WebSocket's handshake, without the server's own origin. Immutable. */
record AllowedOrigins(List<Entry> entries) {

    static AllowedOrigins of(List<String> origins) {
        return new AllowedOrigins(origins.stream().map(Entry::parse).toList());
    }

    boolean allows(String origin) {
        return entries.stream().anyMatch(entry -> entry.covers(origin));
    }

    /**
     * One entry of the list.
     *
     * @param text as written
     * @param form what a normalized origin has to look like, or null for every one
     */
    record Entry(String text, @Nullable Pattern form) {

        private static final String LABEL = "(?:[a-z0-9_-]+|\\*)";
        private static final Pattern ORIGIN = Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]{0,31})://(?<host>" + LABEL
                + "(?:\\." + LABEL + ")*|\\[[0-9a-f:.]+])(?::(?<port>[0-9]{1,5}))?");
        private static final int LONGEST = 512;

        static Entry parse(String text) {
            if (text.equals("*")) {
                return new Entry(text, null);
            }
            String origin = normalized(text);
            if (origin == null) {
                throw new IllegalArgumentException("allowed are an origin such as https://dash.example or"
                        + " http://localhost:3000 (scheme, host, port where it is not the usual one, nothing after it),"
                        + " a pattern in which * stands for whole labels of the host such as https://*.example.com, or"
                        + " * alone for every origin");
            }
            String form = Pattern.quote(origin).replace("*", "\\E[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*\\Q");
            return new Entry(text, Pattern.compile(form));
        }

        boolean covers(String origin) {
            if (form == null) {
                return true;
            }
            String other = normalized(origin);
            return other != null
                    && other.indexOf('*') < 0
                    && form.matcher(other).matches();
        }

        /** In lower case and with its port, or null where it is none. */
        private static @Nullable String normalized(String text) {
            Matcher parts = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
            if (text.length() > LONGEST || !parts.matches()) {
                return null;
            }
            String scheme = parts.group("scheme");
            String port = parts.group("port");
            int number = port == null ? usualPort(scheme) : Integer.parseInt(port);
            boolean valid = port == null || (number >= 1 && number <= 65_535);
            return valid ? scheme + "://" + parts.group("host") + ":" + number : null;
        }

        private static int usualPort(String scheme) {
            return switch (scheme) {
                case "http" -> 80;
                case "https" -> 443;
                default -> -1;
            };
        }
    }
}
