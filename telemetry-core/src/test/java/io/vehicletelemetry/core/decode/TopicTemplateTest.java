package io.vehicletelemetry.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class TopicTemplateTest {

    private static TopicTemplate.@Nullable Captured match(String template, String topic) {
        return TopicTemplate.parse(template).match(topic);
    }

    @ParameterizedTest
    @CsvSource({
        "wican/{vehicle_id}/#,               wican/+/#",
        "wincan/{device},                    wincan/+",
        "ovms/+/{vehicle_id}/metric/{signal...}, ovms/+/+/metric/#",
        "cars/{vehicle_id}/{signal},         cars/+/+",
        "$share/g/a/{device}/b,              $share/g/a/+/b",
        "$SYS/broker/{signal...},            $SYS/broker/#",
        "#,                                  #",
        "{signal...},                        #",
        "/a//b/,                             /a//b/",
    })
    void tellsTheBrokerAFilter(String template, String filter) {
        assertThat(TopicTemplate.parse(template).filter()).isEqualTo(filter);
    }

    @ParameterizedTest
    @CsvSource({
        "wican/{vehicle_id}/#,  wican/7/can/rx,     7,,",
        "wican/{vehicle_id}/#,  wican/7,            7,,",
        "wican/{vehicle_id}/#,  wican/7/,           7,,",
        "wincan/{device},       wincan/device1,     ,device1,",
        "cars/{vehicle_id}/{signal}, cars/1/rpm,    1,,rpm",
        "ovms/+/{vehicle_id}/metric/{signal...}, ovms/u/EV/metric/v/b/soc, EV,,v.b.soc",
        "$share/g/a/{device}/b, a/x/b,              ,x,",
        "{vehicle_id}/{device}, 1/2,                1,2,",
        "{signal...},           a/b,                ,,a.b",
        "a/+/#,                 a/b,                ,,",
        "#,                     anything/at/all,    ,,",
        "$SYS/#,                $SYS/uptime,        ,,",
        "/{device},             /x,                 ,x,",
    })
    void captures(
            String template, String topic, @Nullable String vehicle, @Nullable String device, @Nullable String signal) {
        assertThat(match(template, topic)).isEqualTo(new TopicTemplate.Captured(vehicle, device, signal));
    }

    @ParameterizedTest
    @CsvSource({
        "wican/{vehicle_id}/#,  wican",
        "wican/{vehicle_id}/#,  wincan/1/x",
        "wincan/{device},       wincan/device1/status",
        "wincan/{device},       wincan",
        "a/{signal...},         a",
        "a/b,                   a/b/",
        "a/b,                   A/b",
        "#,                     $SYS/uptime",
        "+/x,                   $SYS/x",
        "{device}/x,            $SYS/x",
    })
    void doesNotMatch(String template, String topic) {
        assertThat(match(template, topic)).isNull();
    }

    @Test
    void capturesAnEmptyLevelAsSuch() {
        assertThat(match("wican/{vehicle_id}/x", "wican//x")).isEqualTo(new TopicTemplate.Captured("", null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                      0, is empty",
        "a/{vehicleid}/b,         2, unknown placeholder {vehicleid}",
        "a/{},                    2, unknown placeholder {}",
        "a/x{device},             3, not a placeholder of a whole level",
        "a/{device}x,             2, not a placeholder of a whole level",
        "a/{device,               2, not a placeholder of a whole level",
        "a/device},               8, not a placeholder of a whole level",
        "a/b+,                    3, not a level of its own",
        "a#,                      1, not a level of its own",
        "a/#/b,                   2, before its last level",
        "{signal...}/b,           0, before its last level",
        "{device}/a/{device},     11, has {device} twice",
        "$share/g,                0, $share/<group>/<filter>",
        "$share//a,               0, $share/<group>/<filter>",
        "$share/+/a,              0, $share/<group>/<filter>",
        "$share/{device}/a,       0, $share/<group>/<filter>",
        "$share/g/,               0, $share/<group>/<filter>",
    })
    void refusesWithTextPositionAndWhatIsAllowed(String template, int position, String wrong) {
        assertThatThrownBy(() -> TopicTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic \"" + template + "\"")
                .hasMessageContaining("(position " + position + ")")
                .hasMessageContaining(wrong)
                .hasMessageContaining(TopicTemplate.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/\u0000", "a/\n", "a/\u0085", "a/\ud800"})
    void refusesTextThatMqttDoesNotAllow(String template) {
        assertThatThrownBy(() -> TopicTemplate.parse(template)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesOneThatIsTooLong() {
        assertThatThrownBy(() -> TopicTemplate.parse("ä".repeat(40_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than 65535 bytes");
    }
}
