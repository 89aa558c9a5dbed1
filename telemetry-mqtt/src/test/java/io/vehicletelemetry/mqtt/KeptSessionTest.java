package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class KeptSessionTest {

    private final KeptSession session = new KeptSession("test", 3);
    private final List<Long> first = new ArrayList<>();
    private final List<Long> second = new ArrayList<>();

    @Test
    void asksForAsManyAsMayBeUnderWay() {
        session.open(first::add);
        session.taken();
        session.taken();
        session.taken();
        assertThat(first).containsExactly(3L);

        session.released();
        assertThat(first).containsExactly(3L, 1L);
    }

    @Test
    void whatCameOverALostConnectionCountsUntilItWasTakenCareOf() {
        session.open(first::add);
        session.taken();
        session.taken();
        session.open(second::add);
        session.taken();
        assertThat(second).containsExactly(1L);

        session.released(); // it came over the first one
        assertThat(first).containsExactly(3L);
        assertThat(second).containsExactly(1L, 1L);
    }

    @Test
    void asksForNothingWhileAllAreUnderWay() {
        session.open(first::add);
        for (int i = 0; i < 3; i++) {
            session.taken();
        }
        session.open(second::add);
        assertThat(second).isEmpty();

        session.released();
        assertThat(second).containsExactly(1L);
    }

    @Test
    void aFlowMayDeliverAtOnce() {
        List<String> order = new ArrayList<>();
        LongConsumer eager = count -> {
            order.add("asked for " + count);
            for (int i = 0; i < count && order.size() < 20; i++) {
                session.taken();
                session.released();
            }
        };
        session.open(eager);

        assertThat(order).startsWith("asked for 3", "asked for 1");
    }

    @Test
    void aBrokerThatSendsMoreThanItWasToldMaySendAnyNumberButNoMoreAreAskedFor() {
        assertThat(session.receiveMaximum()).isEqualTo(3);
        try (CapturedLog log = new CapturedLog()) {
            session.overrun();

            assertThat(log.warnings()).singleElement().asString().contains("3");
        }
        assertThat(session.receiveMaximum()).isEqualTo(65_535);
        session.open(first::add);
        assertThat(first).containsExactly(3L);
    }

    @Test
    void saysThatTheBrokerDidNotKeepIt() {
        try (CapturedLog log = new CapturedLog()) {
            session.connected(false);
            session.connected(true);
            session.connected(false);

            assertThat(log.warnings()).singleElement().asString().contains("is lost");
        }
    }
}
