package io.vehicletelemetry.tck.pipeline;

import static io.vehicletelemetry.core.model.VehicleState.OFFLINE;
import static io.vehicletelemetry.core.model.VehicleState.RUNNING;
import static io.vehicletelemetry.tck.pipeline.Rig.NANOSECOND;
import static io.vehicletelemetry.tck.pipeline.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C1, C2 and C3: arrival decides liveness, the device's time dates the values, and which of two values is the latest. */
class ClocksTest {

    private final Rig rig = new Rig();

    @Test
    void c1_neitherTheDevicesNorTheWallClockDecideLiveness() {
        rig.rpm(900, rig.now().minus(Duration.ofDays(365)));
        rig.advanceSeconds(5);
        rig.time.setInstant(rig.now().plus(Duration.ofDays(1)));
        rig.advance(Duration.ofSeconds(5).minus(NANOSECOND));
        assertThat(rig.state()).isEqualTo(RUNNING);

        rig.time.setInstant(rig.now().minus(Duration.ofDays(2)));
        rig.advance(NANOSECOND);
        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void c1_deadlineCountsFromTheArrivalAndNotFromTheDelivery() {
        TelemetryFrame frame = rig.frame().signal("rpm", 900).build();
        rig.advanceSeconds(4);
        rig.source.frame(frame);

        rig.advance(Duration.ofSeconds(6).minus(NANOSECOND));
        assertThat(rig.state()).isEqualTo(RUNNING);
        rig.advance(NANOSECOND);
        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void c1_expiryWaitsForAFrameThatArrivedInTimeAndStillQueues() {
        rig.rpm(900);
        rig.advanceSeconds(9);
        TelemetryFrame queued = rig.frame().signal("rpm", 901).build();
        rig.source.waitingSince(rig.time.nanoTime());
        rig.advanceSeconds(3);
        assertThat(rig.state()).isEqualTo(RUNNING);

        rig.source.frame(queued);
        rig.source.waitingSince(null);
        rig.advance(Duration.ofSeconds(7).minus(NANOSECOND));
        assertThat(rig.log.states()).containsExactly("RUNNING by DATA");
        rig.advance(NANOSECOND);
        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void c1_expiryDoesNotWaitForAFrameThatArrivedAfterTheDeadline() {
        rig.advance(Duration.ofMillis(5));
        rig.rpm(900);
        rig.advance(TIMEOUT.plus(NANOSECOND)); // the timer has not looked yet
        rig.source.waitingSince(rig.time.nanoTime());
        assertThat(rig.state()).isEqualTo(RUNNING);

        rig.advance(Duration.ofMillis(100));
        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void c1_stuckSourceHoldsAnExpiryBackForFiveSecondsAtMost() {
        rig.rpm(900);
        rig.source.waitingSince(rig.time.nanoTime());

        rig.advance(Duration.ofSeconds(15).minus(NANOSECOND));
        assertThat(rig.state()).isEqualTo(RUNNING);
        rig.advance(NANOSECOND);
        assertThat(rig.state()).isEqualTo(OFFLINE);
    }

    @Test
    void c2_valueIsObservedAtTheDevicesTimeElseAtTheArrival() {
        Instant deviceTime = rig.now().minusSeconds(3);
        rig.rpm(900, deviceTime);
        rig.source.frame(rig.frame().device("d").signal("speed", 50).build());

        assertThat(rig.observedAt("rpm")).isEqualTo(deviceTime);
        assertThat(rig.observedAt("speed")).isEqualTo(rig.now());
        assertThat(rig.car().timestamp()).isEqualTo(rig.now());
    }

    @ParameterizedTest
    @CsvSource({
        "2010-01-01T00:00:00Z, true", // the first that is believed
        "2009-12-31T23:59:59.999999Z, false",
        "1970-01-01T00:00:12Z, false", // "timestamp": 12
        "2026-03-01T12:01:00Z, true", // 60 s ahead
        "2026-03-01T12:01:00.000001Z, false",
        "2038-01-19T03:14:07Z, false",
        "+1000000000-12-31T23:59:59.999999999Z, false", // the last that Java knows
        "-1000000000-01-01T00:00:00Z, false",
    })
    void c2_deviceTimeIsBelievedFrom2010To60SecondsAhead(Instant deviceTime, boolean believed) {
        rig.rpm(900, deviceTime);

        assertThat(rig.observedAt("rpm")).isEqualTo(believed ? deviceTime : rig.now());
        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void c2_timeOfAReplayIsTheDevicesElseUnknown() {
        Instant deviceTime = rig.now().minus(Duration.ofDays(7));
        rig.source.frame(rig.frame()
                .replayed(true)
                .deviceTime(deviceTime)
                .signal("rpm", 0)
                .build());
        rig.source.frame(rig.frame().replayed(true).signal("speed", 0).build());

        assertThat(rig.observedAt("rpm")).isEqualTo(deviceTime);
        assertThat(rig.observedAt("speed")).isNull();
        assertThat(rig.car().timestamp()).as("the newest known time").isEqualTo(deviceTime);
    }

    @Test
    void c2_liveValueReplacesOneOfUnknownTime() {
        rig.source.frame(rig.frame().replayed(true).signal("rpm", 1).build());
        rig.rpm(900, rig.now().minus(Duration.ofDays(365)));

        assertThat(rig.number("rpm")).isEqualTo(900);
    }

    @Test
    void c3_olderValueOfOneDeviceIsLateAndOnlyHistory() {
        rig.rpm(900, rig.now());
        VehicleSnapshot before = rig.car();

        rig.rpm(800, rig.now().minusSeconds(1));

        assertThat(rig.car()).isSameAs(before);
        assertThat(rig.log.frames).as("history gets both").hasSize(2);
    }

    @Test
    void c3_equalTimeIsNotLate() {
        rig.rpm(900, rig.now());
        rig.rpm(901, rig.now());

        assertThat(rig.number("rpm")).isEqualTo(901);
    }

    @Test
    void c3_latenessIsDecidedSignalBySignal() {
        rig.rpm(900, rig.now());
        rig.source.frame(rig.frame()
                .device("d")
                .deviceTime(rig.now().minusSeconds(1))
                .signal("rpm", 800)
                .signal("speed", 50)
                .build());

        assertThat(rig.number("rpm")).isEqualTo(900);
        assertThat(rig.number("speed")).isEqualTo(50);
        assertThat(rig.observedAt("speed")).isEqualTo(rig.now().minusSeconds(1));
        assertThat(rig.car().timestamp()).isEqualTo(rig.now());
    }

    @Test
    void c3_lateFrameIsStillASignOfLife() {
        rig.rpm(900, rig.now());
        rig.advanceSeconds(9);
        rig.rpm(800, rig.now().minusSeconds(30));
        rig.advanceSeconds(9);

        assertThat(rig.state()).isEqualTo(RUNNING);
    }

    @Test
    void c3_clockThatWasSetBackIsBelievedWithTheThirdRisingLateFrame() {
        rig.rpm(900, rig.now());
        Instant back = rig.now().minus(Duration.ofHours(1));

        rig.rpm(1, back);
        rig.rpm(2, back.plusSeconds(1));
        assertThat(rig.number("rpm")).isEqualTo(900);
        rig.rpm(3, back.plusSeconds(2));
        assertThat(rig.number("rpm")).isEqualTo(3);
        assertThat(rig.observedAt("rpm")).isEqualTo(back.plusSeconds(2));
        rig.rpm(4, back.plusSeconds(3));
        assertThat(rig.number("rpm")).isEqualTo(4);
        rig.rpm(5, back.plusSeconds(1));
        assertThat(rig.number("rpm")).as("late by the new clock").isEqualTo(4);
    }

    @Test
    void c3_lateFramesThatDoNotRiseOrAreNotInARowAreNoNewClock() {
        rig.rpm(900, rig.now());
        Instant back = rig.now().minus(Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            rig.rpm(i, back.minusSeconds(i)); // falling
        }
        assertThat(rig.number("rpm")).isEqualTo(900);

        for (int i = 0; i < 10; i++) {
            rig.rpm(i, back.plusSeconds(2L * i));
            rig.rpm(i, back.plusSeconds(2L * i + 1));
            rig.rpm(1000 + i, rig.now().plusMillis(i)); // in order: the row ends
        }
        assertThat(rig.number("rpm")).isEqualTo(1009);
    }

    @Test
    void c3_clockThatWasSetBackIsBelievedAlsoWhereASignalInBetweenWasLastSeenLongAgo() {
        rig.source.frame(rig.frame()
                .device("d")
                .deviceTime(rig.now().minus(Duration.ofHours(3)))
                .signal("odometer", 1)
                .build());
        rig.rpm(900, rig.now());
        Instant back = rig.now().minus(Duration.ofHours(1));
        for (int i = 0;
                i < 4;
                i++) { // one signal a message, in turn; the odometer's are newer than the one that is known
            rig.rpm(i, back.plusSeconds(2L * i));
            rig.source.frame(rig.frame()
                    .device("d")
                    .deviceTime(back.plusSeconds(2L * i + 1))
                    .signal("odometer", 10 + i)
                    .build());
            assertThat(rig.number("odometer")).isEqualTo(10 + i);
        }

        assertThat(rig.number("rpm")).isEqualTo(3);
    }

    @Test
    void c3_lateReplaysAndHistoryAreNoNewClock() {
        rig.rpm(900, rig.now());
        Instant back = rig.now().minus(Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            TelemetryFrame.Builder frame =
                    rig.frame().device("d").deviceTime(back.plusSeconds(i)).signal("rpm", i);
            rig.source.frame((i % 2 == 0 ? frame.replayed(true) : frame.historical(true)).build());
        }

        assertThat(rig.number("rpm")).isEqualTo(900);
    }

    @Test
    void c3_betweenTwoDevicesOfAVehicleArrivalDecides() {
        rig.rpm(900, rig.now());
        rig.source.frame(rig.frame()
                .device("other")
                .deviceTime(rig.now().minus(Duration.ofHours(1)))
                .signal("rpm", 800)
                .build());
        assertThat(rig.number("rpm")).isEqualTo(800);

        rig.rpm(901, rig.now().minusSeconds(1));
        assertThat(rig.number("rpm")).as("the known value is of another clock").isEqualTo(901);
    }

    @Test
    void c3_betweenADeviceTimeAndAnArrivalTheArrivalDecides() {
        rig.rpm(900, rig.now().plusSeconds(30));
        rig.source.frame(rig.frame().device("d").signal("rpm", 800).build());
        assertThat(rig.number("rpm")).isEqualTo(800);

        rig.rpm(901, rig.now().minusSeconds(30));
        assertThat(rig.number("rpm")).isEqualTo(901);
    }

    @Test
    void c3_historicalFrameIsOnlyHistory() {
        rig.source.frame(rig.frame().historical(true).signal("rpm", 1).build());
        assertThat(rig.isCarKnown()).isFalse();
        assertThat(rig.log.frames).hasSize(1);

        rig.rpm(900, rig.now().minusSeconds(10));
        VehicleSnapshot before = rig.car();
        rig.advanceSeconds(9);
        rig.source.frame(rig.frame()
                .device("d")
                .deviceTime(rig.now())
                .historical(true)
                .signal("rpm", 2)
                .build());
        assertThat(rig.car()).isSameAs(before);
        rig.advanceSeconds(1);
        assertThat(rig.state()).as("no sign of life").isEqualTo(OFFLINE);
    }
}
