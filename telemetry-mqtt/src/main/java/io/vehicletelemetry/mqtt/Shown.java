package io.vehicletelemetry.mqtt;

/** Text from outside as it may stand in a message or a log: bounded, and with nothing that could forge a line. */
final class Shown {

    private static final int MAX_LENGTH = 200;

    private Shown() {}

    static String text(String text) {
        String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
        StringBuilder safe = new StringBuilder(start.length());
        start.codePoints().forEach(c -> safe.appendCodePoint(isPlain(c) ? c : '?'));
        return safe.toString();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
