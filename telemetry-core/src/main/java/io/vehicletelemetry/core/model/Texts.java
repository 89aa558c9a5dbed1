package io.vehicletelemetry.core.model;

/** Rules that every text from outside has to pass before it may go out again as JSON. */
final class Texts {

    private static final int QUOTED_LENGTH = 64;

    private Texts() {}

    /** Well-formed UTF-16 without control characters (ISO C0, DEL and C1). */
    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7f && c <= 0x9f)) {
                return false;
            }
        }
        return isWellFormed(text);
    }

    /** No unpaired surrogate: such text has no UTF-8 form. */
    static boolean isWellFormed(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** For messages: bounded, and with nothing in it that could forge a log line. */
    static String quoted(String text) {
        String start = text.length() > QUOTED_LENGTH ? text.substring(0, QUOTED_LENGTH) + "…" : text;
        StringBuilder safe = new StringBuilder(start.length() + 2).append('"');
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            safe.append(c < ' ' || (c >= 0x7f && c <= 0x9f) || Character.isSurrogate(c) ? '?' : c);
        }
        return safe.append('"').toString();
    }
}
