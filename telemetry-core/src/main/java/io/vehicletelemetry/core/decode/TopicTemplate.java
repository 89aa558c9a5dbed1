package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic filter with placeholders: <code>wican/{vehicle_id}/#</code>. It is told to a broker as a filter, and captures
 * from a topic what its placeholders stand for.
 *
 * <p>{@code +} is any one level and {@code #} the rest, as in MQTT; <code>{vehicle_id}</code>, <code>{device}</code> and
 * <code>{signal}</code> are one level each, <code>{signal...}</code> the rest. {@code $share/<group>/} in front makes it a
 * shared subscription.
 *
 * <p><em>Immutable.</em>
 */
public final class TopicTemplate {

    /** What a template may be made of, for messages. */
    public static final String ALLOWED =
            "allowed are names, {vehicle_id}, {device}, {signal}, + (one level each), and as the last level # or {signal...}";

    private static final String SHARE = "$share";
    private static final int MAX_FILTER_BYTES = 65_535;

    /** What a level of a topic is held against. */
    private enum Kind {
        NAME,
        ONE,
        REST,
        VEHICLE,
        DEVICE,
        SIGNAL,
        SIGNAL_REST
    }

    private record Level(Kind kind, String text) {}

    private final String text;
    private final String filter;
    private final Level[] levels;

    private TopicTemplate(String text, String filter, List<Level> levels) {
        this.text = text;
        this.filter = filter;
        this.levels = levels.toArray(Level[]::new);
    }

    /**
     * Reads a template.
     *
     * @param text the filter with its placeholders
     * @return the template
     * @throws IllegalArgumentException if it is none; the message has the text, the position from 0, what is wrong there
     *     and {@link #ALLOWED}
     */
    public static TopicTemplate parse(String text) {
        if (text.isEmpty()) {
            throw bad(text, 0, "is empty");
        }
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                throw bad(text, i, "has a character that MQTT does not allow");
            }
        }
        List<Level> levels = new ArrayList<>();
        List<String> filterLevels = new ArrayList<>();
        int position = 0;
        for (String part : text.split("/", -1)) {
            boolean last = position + part.length() == text.length();
            Level level = new Level(kind(text, part, position, last), part);
            boolean placeholder = part.startsWith("{");
            if (placeholder && levels.contains(level)) {
                throw bad(text, position, "has " + part + " twice");
            }
            levels.add(level);
            filterLevels.add(filterLevel(level));
            position += part.length() + 1;
        }
        String filter = String.join("/", filterLevels);
        boolean shared = levels.get(0).text().equals(SHARE);
        if (shared) {
            checkShare(text, levels);
        }
        if (filter.getBytes(StandardCharsets.UTF_8).length > MAX_FILTER_BYTES) {
            throw bad(text, 0, "is longer than " + MAX_FILTER_BYTES + " bytes");
        }
        return new TopicTemplate(text, filter, shared ? levels.subList(2, levels.size()) : levels);
    }

    private static Kind kind(String text, String part, int position, boolean last) {
        Kind kind = switch (part) {
            case "+" -> Kind.ONE;
            case "#" -> Kind.REST;
            case "{vehicle_id}" -> Kind.VEHICLE;
            case "{device}" -> Kind.DEVICE;
            case "{signal}" -> Kind.SIGNAL;
            case "{signal...}" -> Kind.SIGNAL_REST;
            default -> Kind.NAME;
        };
        if (!last && (kind == Kind.REST || kind == Kind.SIGNAL_REST)) {
            throw bad(text, position, "has " + part + " before its last level");
        }
        if (kind == Kind.NAME) {
            checkName(text, part, position);
        }
        return kind;
    }

    private static void checkName(String text, String part, int position) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '{' || c == '}') {
                boolean whole = part.startsWith("{") && part.indexOf('}') == part.length() - 1;
                String wrong = whole
                        ? "has an unknown placeholder " + part
                        : "has a '" + c + "' that is not a placeholder of a whole level";
                throw bad(text, position + (whole ? 0 : i), wrong);
            }
            if (c == '+' || c == '#') {
                throw bad(text, position + i, "has a '" + c + "' that is not a level of its own");
            }
        }
    }

    private static void checkShare(String text, List<Level> levels) {
        boolean named = levels.size() > 2
                && levels.get(1).kind() == Kind.NAME
                && !levels.get(1).text().isEmpty();
        boolean empty = levels.size() == 3 && levels.get(2).text().isEmpty();
        if (!named || empty) {
            throw bad(text, 0, "is no shared subscription, which is $share/<group>/<filter>");
        }
    }

    private static String filterLevel(Level level) {
        return switch (level.kind()) {
            case NAME -> level.text();
            case ONE, VEHICLE, DEVICE, SIGNAL -> "+";
            case REST, SIGNAL_REST -> "#";
        };
    }

    private static IllegalArgumentException bad(String text, int position, String wrong) {
        return new IllegalArgumentException(
                "topic " + Texts.quoted(text) + " " + wrong + " (position " + position + "): " + ALLOWED);
    }

    /**
     * What a broker is told.
     *
     * @return the filter, placeholders as {@code +} or {@code #}
     */
    public String filter() {
        return filter;
    }

    /**
     * Holds a topic against this template.
     *
     * @param topic the topic
     * @return what its levels stand for, or null where it does not match
     */
    public @Nullable Captured match(String topic) {
        return match(topic, levels(topic));
    }

    /**
     * The levels of a topic, so that it is taken apart once for all templates.
     *
     * @param topic the topic
     * @return its levels
     */
    public static String[] levels(String topic) {
        return topic.split("/", -1);
    }

    /**
     * Holds the levels of a topic against this template.
     *
     * @param topic the topic
     * @param parts its {@link #levels}
     * @return what they stand for, or null where they do not match
     */
    public @Nullable Captured match(String topic, String[] parts) {
        Kind first = levels[0].kind();
        if (first != Kind.NAME && topic.startsWith("$")) {
            return null;
        }
        String vehicle = null;
        String device = null;
        String signal = null;
        int offset = 0;
        for (int i = 0; i < levels.length; i++) {
            Level level = levels[i];
            if (level.kind() == Kind.REST) {
                return new Captured(vehicle, device, signal);
            }
            if (i == parts.length) {
                return null;
            }
            switch (level.kind()) {
                case NAME -> {
                    if (!level.text().equals(parts[i])) {
                        return null;
                    }
                }
                case VEHICLE -> vehicle = parts[i];
                case DEVICE -> device = parts[i];
                case SIGNAL -> signal = parts[i];
                case SIGNAL_REST -> {
                    return new Captured(vehicle, device, topic.substring(offset).replace('/', '.'));
                }
                case ONE, REST -> {}
            }
            offset += parts[i].length() + 1;
        }
        return parts.length == levels.length ? new Captured(vehicle, device, signal) : null;
    }

    /** The text that it was read from. */
    @Override
    public String toString() {
        return text;
    }

    /**
     * What a topic's levels stand for; each null where the template does not name it.
     *
     * <p><em>Immutable.</em>
     *
     * @param vehicle the vehicle, as the topic spells it
     * @param device the device
     * @param signal the signal, levels joined by dots
     */
    public record Captured(
            @Nullable String vehicle,
            @Nullable String device,
            @Nullable String signal) {}
}
