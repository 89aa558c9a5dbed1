package io.vehicletelemetry.core.model;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads evidence rules from text. */
final class EvidenceText {

    private static final String OPERATOR_START = "<>=";
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Set<String> ON = Set.of("on", "true", "yes");

    private EvidenceText() {}

    static EvidenceRule parse(String text) {
        int operator = operator(text);
        if (operator < 0) {
            return word(text);
        }
        String signal = text.substring(0, operator).strip();
        if (signal.isEmpty()) {
            throw bad(text, operator, "names no signal before the operator");
        }
        if (!Texts.isPrintable(signal)) {
            throw bad(text, 0, "names a signal with a control character");
        }
        Operator found = Operator.at(text, operator);
        return new Comparison(signal, found, number(text, operator + found.symbol.length()));
    }

    private static EvidenceRule word(String text) {
        return switch (text.strip()) {
            case "changed" -> Word.CHANGED;
            case "ignition" -> Word.IGNITION;
            case "" -> throw bad(text, 0, "is empty");
            default -> throw bad(text, start(text, 0), "is neither changed nor ignition, and has no operator");
        };
    }

    private static int operator(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (OPERATOR_START.indexOf(text.charAt(i)) >= 0) {
                return i > 0 && text.charAt(i) == '=' && text.charAt(i - 1) == '!' ? i - 1 : i;
            }
        }
        return -1;
    }

    private static double number(String text, int from) {
        int start = start(text, from);
        Matcher number = NUMBER.matcher(text).region(start, text.length());
        if (!number.lookingAt()) {
            throw bad(text, start, "has no number after the operator");
        }
        int rest = start(text, number.end());
        if (rest < text.length()) {
            throw bad(text, rest, "goes on after the number");
        }
        double value = Double.parseDouble(number.group());
        if (!Double.isFinite(value)) {
            throw bad(text, start, "has a number that is too large");
        }
        return value;
    }

    /** The first position from here that is no blank. */
    private static int start(String text, int from) {
        int start = from;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static IllegalArgumentException bad(String text, int position, String wrong) {
        return new IllegalArgumentException("evidence rule " + Texts.quoted(text) + " " + wrong + " (position "
                + position + "): " + EvidenceRule.GRAMMAR);
    }

    /** The rules that are one word. */
    private enum Word implements EvidenceRule {
        CHANGED {
            @Override
            public boolean holds(Evidence evidence) {
                return evidence.changed();
            }
        },
        IGNITION {
            @Override
            public boolean holds(Evidence evidence) {
                SignalValue value = evidence.value("ignition");
                return value instanceof SignalValue.OfText text
                        ? ON.contains(text.value().toLowerCase(Locale.ROOT))
                        : value != null && number(value) != 0;
            }
        };

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Operator {
        AT_LEAST(">="),
        AT_MOST("<="),
        OTHER("!="),
        ABOVE(">"),
        BELOW("<"),
        EQUAL("=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** The longest that stands there. */
        static Operator at(String text, int position) {
            for (Operator operator : values()) {
                if (text.startsWith(operator.symbol, position)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("no operator at " + position + " of " + text);
        }

        boolean holds(double left, double right) {
            return switch (this) {
                case AT_LEAST -> left >= right;
                case AT_MOST -> left <= right;
                case OTHER -> left != right;
                case ABOVE -> left > right;
                case BELOW -> left < right;
                case EQUAL -> left == right;
            };
        }
    }

    private record Comparison(String signal, Operator operator, double number) implements EvidenceRule {
        @Override
        public boolean holds(Evidence evidence) {
            SignalValue value = evidence.value(signal);
            return value != null && isNumber(value) && operator.holds(EvidenceText.number(value), number);
        }

        @Override
        public String toString() {
            return signal + " " + operator.symbol + " " + number;
        }
    }

    private static boolean isNumber(SignalValue value) {
        return value.kind() != SignalValue.Kind.TEXT && value.kind() != SignalValue.Kind.NULL;
    }

    /** A boolean as 1 or 0; what is no number as 0. */
    private static double number(SignalValue value) {
        return value instanceof SignalValue.OfBoolean flag
                ? (flag.value() ? 1 : 0)
                : value.number().orElse(0);
    }
}
