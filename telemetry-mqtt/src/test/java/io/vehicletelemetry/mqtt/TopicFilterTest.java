package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.decode.TopicTemplate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filters cover and share, held against every topic of a small world. */
class TopicFilterTest {

    private static List<String> sequences(List<String> names, int longest) {
        List<String> all = new ArrayList<>(names);
        List<String> previous = names;
        for (int length = 2; length <= longest; length++) {
            List<String> next = new ArrayList<>();
            for (String start : previous) {
                names.forEach(name -> next.add(start + "/" + name));
            }
            all.addAll(next);
            previous = next;
        }
        return all;
    }

    private static List<String> filters() {
        List<String> filters = new ArrayList<>(sequences(List.of("a", "b", "+"), 3));
        List.copyOf(filters).stream()
                .filter(filter -> filter.length() < 5)
                .forEach(filter -> filters.add(filter + "/#"));
        filters.add("#");
        filters.add("$x/a");
        filters.add("$x/#");
        return filters;
    }

    private static List<String> topics() {
        // c stands for every name that no filter has
        List<String> topics = new ArrayList<>(sequences(List.of("a", "b", "c"), 4));
        topics.addAll(List.of("$x", "$x/a", "$x/c", "$x/a/b"));
        return topics;
    }

    private static boolean matches(String filter, String topic) {
        return TopicTemplate.parse(filter).match(topic) != null;
    }

    @Test
    void coversAndOverlapsAsTheTopicsSay() {
        List<String> topics = topics();
        for (String left : filters()) {
            for (String right : filters()) {
                TopicFilter one = TopicFilter.of(left);
                TopicFilter other = TopicFilter.of(right);
                boolean shared = topics.stream().anyMatch(topic -> matches(left, topic) && matches(right, topic));
                boolean within = topics.stream().allMatch(topic -> matches(left, topic) || !matches(right, topic));
                assertThat(one.overlaps(other))
                        .as("%s overlaps %s", left, right)
                        .isEqualTo(shared);
                if (!left.equals("+/#")) { // all but system topics, as # is: that they are equal need not be known
                    assertThat(one.covers(other))
                            .as("%s covers %s", left, right)
                            .isEqualTo(within);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"$share/g/a/#, true, a/#", "$share/g, false, $share/g", "a/#, false, a/#"})
    void knowsAShareGroup(String text, boolean shared, String levels) {
        TopicFilter filter = TopicFilter.of(text);

        assertThat(filter.shareGroup()).isEqualTo(shared);
        assertThat(String.join("/", filter.levels())).isEqualTo(levels);
    }
}
