package io.vehicletelemetry.websocket;

/** What a client sent, as it may be repeated to it. */
final class Shown {

    private static final int MAX = 64;

    private Shown() {}

    static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX)) + "…";
    }
}
