package io.vehicletelemetry.spring;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** All keys of the starter, as its properties declare them; finds the one that was probably meant. */
final class KnownKeys {

    private static final Pattern INDEX = Pattern.compile("\\[[^]]*]");
    private static final String ANY_INDEX = "[n]";
    private static final SortedSet<String> KEYS = new TreeSet<>();

    static {
        collect(TelemetryProperties.PREFIX, TelemetryProperties.class);
    }

    private KnownKeys() {}

    /** Every key in full, {@code [n]} for an index. */
    static SortedSet<String> all() {
        return KEYS;
    }

    /** The keys nearest to an unknown one, best first; none where none is near. */
    static List<String> near(String unknown) {
        String plain = plain(unknown);
        int tolerance = Math.max(2, plain.length() / 8);
        Comparator<String> distance = Comparator.comparingInt(key -> distance(plain, key));
        return KEYS.stream()
                .filter(key -> distance(plain, key) <= tolerance)
                .sorted(distance.thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .map(key -> withIndexesOf(unknown, key))
                .toList();
    }

    /** The deepest group of keys that an unknown key is in. */
    static String groupOf(String unknown) {
        String group = plain(unknown);
        do {
            int end = Math.max(group.lastIndexOf('.'), group.lastIndexOf('['));
            group = group.substring(0, Math.max(end, TelemetryProperties.PREFIX.length()));
        } while (!group.equals(TelemetryProperties.PREFIX) && namesIn(group).isEmpty());
        return withIndexesOf(unknown, group);
    }

    /** The names in a group, without those of the groups below. */
    static SortedSet<String> namesIn(String group) {
        String start = plain(group) + ".";
        return KEYS.stream()
                .filter(key -> key.startsWith(start))
                .map(key -> key.substring(start.length()).split("[.\\[]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void collect(String prefix, Class<?> group) {
        for (RecordComponent component : group.getRecordComponents()) {
            String key = prefix + "." + kebab(component.getName());
            Class<?> type = component.getType();
            if (List.class.isAssignableFrom(type)) {
                key += ANY_INDEX;
                type = elementType(component.getGenericType());
            }
            if (type.isRecord() && type.getPackage() == KnownKeys.class.getPackage()) {
                collect(key, type);
            } else {
                KEYS.add(key);
            }
        }
    }

    private static Class<?> elementType(Type list) {
        return (Class<?>) ((ParameterizedType) list).getActualTypeArguments()[0];
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String plain(String key) {
        return INDEX.matcher(ConfigurationPropertyName.adapt(key, '.').toString())
                .replaceAll(ANY_INDEX);
    }

    /** The known key with the indexes that the user wrote. */
    private static String withIndexesOf(String written, String known) {
        String result = known;
        for (String index :
                INDEX.matcher(written).results().map(match -> match.group()).toList()) {
            result = result.replaceFirst(Pattern.quote(ANY_INDEX), index);
        }
        return result;
    }

    /** Levenshtein. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
