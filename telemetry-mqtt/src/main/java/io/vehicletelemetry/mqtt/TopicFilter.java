package io.vehicletelemetry.mqtt;

import java.util.Arrays;
import java.util.List;

/**
 * A topic filter of MQTT, by its levels, and how it lies to other filters.
 *
 * <p><em>Immutable.</em>
 *
 * @param text what the broker is told
 * @param shareGroup whether the broker shares its messages out among several clients
 * @param levels the levels without the group: names, {@code +}, and {@code #} as the last
 */
record TopicFilter(String text, boolean shareGroup, List<String> levels) {

    static final String SHARE = "$share";

    static TopicFilter of(String text) {
        List<String> levels = Arrays.asList(text.split("/", -1));
        boolean shared = levels.get(0).equals(SHARE) && levels.size() > 2;
        return new TopicFilter(text, shared, List.copyOf(shared ? levels.subList(2, levels.size()) : levels));
    }

    /** Whether every topic of the other filter is one of this filter, too. */
    boolean covers(TopicFilter other) {
        if (hidesSystemTopics(other)) {
            return false;
        }
        List<String> theirs = other.levels;
        for (int i = 0; i < levels.size(); i++) {
            String mine = levels.get(i);
            if (mine.equals("#")) {
                return true; // the level above it as well
            }
            if (i == theirs.size()) {
                return false;
            }
            String its = theirs.get(i);
            boolean within = mine.equals("+") ? !its.equals("#") : mine.equals(its);
            if (!within) {
                return false;
            }
        }
        return levels.size() == theirs.size();
    }

    /** Whether a topic can be one of both filters. */
    boolean overlaps(TopicFilter other) {
        if (hidesSystemTopics(other) || other.hidesSystemTopics(this)) {
            return false;
        }
        List<String> theirs = other.levels;
        for (int i = 0; i < Math.max(levels.size(), theirs.size()); i++) {
            String mine = i < levels.size() ? levels.get(i) : "";
            String its = i < theirs.size() ? theirs.get(i) : "";
            if (mine.equals("#") || its.equals("#")) {
                return true;
            }
            boolean both = i < levels.size() && i < theirs.size();
            if (!both || !(mine.equals("+") || its.equals("+") || mine.equals(its))) {
                return false;
            }
        }
        return true;
    }

    /** A wildcard at the front does not stand for a name that begins with a dollar sign. */
    private boolean hidesSystemTopics(TopicFilter other) {
        String first = levels.get(0);
        return (first.equals("+") || first.equals("#")) && other.levels.get(0).startsWith("$");
    }
}
