package io.vehicletelemetry.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private static final long FLUSH = millis(1000);

    private final Rhythm rhythm = new Rhythm(FLUSH);

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void oneThatNothingIsKnownOfWaitsForTheWholeInterval() {
        rhythm.arrived(millis(100));

        assertThat(rhythm.left(millis(100))).isEqualTo(FLUSH);
        assertThat(rhythm.left(millis(1100))).isZero();
    }

    @Test
    void manyThatCeaseWaitForFourTimesTheirMeanDistance() {
        for (int i = 0; i <= 19; i++) {
            rhythm.arrived(millis(10L * i));
        }

        assertThat(rhythm.left(millis(190))).isEqualTo(millis(40));
        assertThat(rhythm.left(millis(230))).isZero();
    }

    @Test
    void aBurstThatCeasesWaitsForTheShortestTime() {
        for (int i = 0; i < 20; i++) {
            rhythm.arrived(i * 1000L);
        }

        assertThat(rhythm.left(19_000)).isEqualTo(Rhythm.SHORTEST_NANOS);
    }

    /** A broker that lets one message alone be in flight. */
    @Test
    void oneThatCameRightAfterTheAcknowledgementDoesNotWaitForTheInterval() {
        rhythm.arrived(millis(100));
        rhythm.taken();
        rhythm.acknowledged(millis(1100));
        rhythm.arrived(millis(1130));

        assertThat(rhythm.left(millis(1130))).isEqualTo(millis(60));
    }

    @Test
    void theFirstOneWaitsNoLongerThanTheInterval() {
        for (int i = 0; i < 10; i++) {
            rhythm.arrived(millis(300L * i));
        }

        assertThat(rhythm.left(millis(2700))).isNegative();
    }

    /** The last of a window, which came while the others were written: no more come, so nothing is to be waited for. */
    @Test
    void oneThatCameBeforeTheAcknowledgementDoesNotWaitForTheInterval() {
        rhythm.arrived(millis(100));
        rhythm.taken();
        rhythm.arrived(millis(280));
        rhythm.acknowledged(millis(300));

        assertThat(rhythm.left(millis(300))).isEqualTo(millis(40));
        assertThat(rhythm.left(millis(340))).isZero();
    }

    @Test
    void timesMayWrap() {
        long start = Long.MAX_VALUE - 10;
        LongUnaryOperator after = nanos -> start + nanos;
        rhythm.arrived(after.applyAsLong(0));
        rhythm.arrived(after.applyAsLong(20));

        assertThat(after.applyAsLong(20)).isNegative();
        assertThat(rhythm.left(after.applyAsLong(20))).isEqualTo(Rhythm.SHORTEST_NANOS);
    }
}
