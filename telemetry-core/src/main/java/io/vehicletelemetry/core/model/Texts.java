package io.vehicletelemetry.core.model;

/**
 * Rules that every text from outside has to pass before it goes out again, as JSON or into a log.
 *
 * <p><em>Thread-safe: no state.</em>
 */
public final class Texts {

    private static final int QUOTED_LENGTH = 64;

    private Texts() {}

    /**
     * Whether a text is fit to be a name: well-formed, without control characters (ISO C0, DEL and C1).
     *
     * @param text the text
     * @return true if it is
     */
    public static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return isWellFormed(text);
    }

    /**
     * Whether a text has no unpaired surrogate: one that has has no UTF-8 form.
     *
     * @param text the text
     * @return true if it is well-formed
     */
    public static boolean isWellFormed(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < length
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /**
     * A text for messages: in quotes, at most 64 characters of it, and with nothing in it that could forge a log line.
     *
     * @param text the text
     * @return the text to show
     */
    public static String quoted(String text) {
        int length = Math.min(text.length(), QUOTED_LENGTH);
        StringBuilder safe = new StringBuilder(length + 3).append('"');
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            safe.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return safe.append(length < text.length() ? "…\"" : "\"").toString();
    }
}
