package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubscriptionPlanTest {

    private static SubscriptionPlan plan(String... topics) {
        return SubscriptionPlan.of(Stream.of(topics)
                .map(topic ->
                        MqttSubscription.builder(topic, (message, output) -> {}).build())
                .toList());
    }

    private static List<List<String>> filters(SubscriptionPlan plan) {
        return plan.connections().stream()
                .map(connection ->
                        connection.stream().map(filter -> filter.topic().text()).toList())
                .toList();
    }

    @Test
    void filtersThatDoNotOverlapShareAConnection() {
        assertThat(filters(plan("wincan/{device}", "wincan/{device}/status", "vehicles/{vehicle_id}/telemetry")))
                .containsExactly(List.of("wincan/+", "wincan/+/status", "vehicles/+/telemetry"));
    }

    @Test
    void equalFiltersAreOne() {
        assertThat(filters(plan("a/{device}", "a/{vehicle_id}", "a/+"))).containsExactly(List.of("a/+"));
    }

    @Test
    void aFilterWithinAnotherIsNotSubscribed() {
        SubscriptionPlan plan = plan("wican/{vehicle_id}/status", "wican/{vehicle_id}/#", "wican/#");

        assertThat(filters(plan)).containsExactly(List.of("wican/#"));
        assertThat(IntStream.range(0, 3).map(plan::connectionOf)).containsOnly(0);
    }

    @Test
    void filtersThatCrossGoToConnectionsOfTheirOwn() {
        SubscriptionPlan plan = plan("a/{device}/c", "a/b/{signal}", "x", "a/b/c");

        assertThat(filters(plan)).containsExactly(List.of("a/+/c", "x"), List.of("a/b/+"));
        assertThat(IntStream.range(0, 4).map(plan::connectionOf)).containsExactly(0, 1, 0, 0);
    }

    @Test
    void aShareOfMessagesCoversNothing() {
        SubscriptionPlan plan = plan("$share/g/a/#", "a/b", "$share/h/a/#");

        assertThat(filters(plan)).containsExactly(List.of("$share/g/a/#"), List.of("a/b"), List.of("$share/h/a/#"));
    }

    @Test
    void theBroaderFilterIsAskedForAtTheHighestQos() {
        SubscriptionPlan plan = SubscriptionPlan.of(List.of(
                MqttSubscription.builder("a/#", (m, o) -> {}).qos(0).build(),
                MqttSubscription.builder("a/b", (m, o) -> {}).qos(2).build()));

        assertThat(plan.connections()).containsExactly(List.of(new SubscriptionPlan.Filter(TopicFilter.of("a/#"), 2)));
    }
}
