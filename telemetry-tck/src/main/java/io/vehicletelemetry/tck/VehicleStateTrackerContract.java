package io.vehicletelemetry.tck;

import static io.vehicletelemetry.core.model.VehicleState.OFFLINE;
import static io.vehicletelemetry.core.model.VehicleState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import io.vehicletelemetry.core.state.StateTransition;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The rules T1 to T10 of {@link VehicleStateTracker}, and of rule L3 what a tracker decides, as tests. Extend it and
 * implement {@link #tracker()}.
 *
 * <p><em>Confined to one thread at a time: a test instance.</em>
 */
public abstract class VehicleStateTrackerContract {

    private static final long TIMEOUT = 10_000_000_000L;
    private static final long START = 1_000_000_000_000L;
    private static final VehicleId CAR = VehicleId.of(1);

    /** For subclasses. */
    protected VehicleStateTrackerContract() {}

    /**
     * Makes a tracker of which nothing was asked yet.
     *
     * @return the implementation under test
     */
    protected abstract VehicleStateTracker tracker();

    @Test
    final void t1_firstRearmingFrameYieldsOneRunning() {
        StateTransition transition = tracker().observe(CAR, START, TIMEOUT);

        assertTransition(transition, RUNNING, Cause.DATA);
    }

    @Test
    final void t2_furtherRearmingFramesYieldNone() {
        VehicleStateTracker tracker = observed(START);

        for (int i = 0; i < 100; i++) {
            assertThat(tracker.observe(CAR, START + (long) i * TIMEOUT / 2, TIMEOUT))
                    .isNull();
        }
    }

    @Test
    final void t3_silenceThatReachedTheTimeoutYieldsOneOffline() {
        VehicleStateTracker tracker = observed(START);

        List<StateTransition> transitions = expire(tracker, START + TIMEOUT);

        assertThat(transitions).hasSize(1);
        assertTransition(transitions.get(0), OFFLINE, Cause.SILENCE);
        assertThat(expire(tracker, START + TIMEOUT))
                .as("the same decision again")
                .isEmpty();
        assertThat(expire(tracker, START + 5 * TIMEOUT))
                .as("the same decision again, later")
                .isEmpty();
    }

    @Test
    final void t3_theLastFrameAndItsTimeoutDecide() {
        VehicleStateTracker tracker = observed(START);
        tracker.observe(CAR, START + TIMEOUT / 2, 3 * TIMEOUT);
        tracker.observe(CAR, START + TIMEOUT, TIMEOUT / 10); // a shorter one brings the deadline forward

        assertThat(states(expire(tracker, START + TIMEOUT + TIMEOUT / 10))).containsExactly(OFFLINE);
    }

    @Test
    final void t4_oneNanosecondLessYieldsNone() {
        VehicleStateTracker tracker = observed(START);
        assertThat(expire(tracker, START + TIMEOUT - 1)).isEmpty();

        tracker.observe(CAR, START + TIMEOUT - 1, TIMEOUT);
        assertThat(expire(tracker, START + 2 * TIMEOUT - 2))
                .as("after a second frame")
                .isEmpty();

        tracker.observe(CAR, START + 2 * TIMEOUT - 2, 3 * TIMEOUT);
        assertThat(expire(tracker, START + 5 * TIMEOUT - 3))
                .as("after a frame with a longer timeout")
                .isEmpty();
    }

    @Test
    final void t5_runningAgainOnTheNextRearmingFrame() {
        VehicleStateTracker tracker = observed(START);
        for (int i = 1; i <= 5; i++) {
            long round = START + i * 10L * TIMEOUT;
            expire(tracker, round);
            StateTransition again = tracker.observe(CAR, round, TIMEOUT);

            assertTransition(again, RUNNING, Cause.DATA);
        }
    }

    @Test
    final void t6_vehiclesAreIndependent() {
        VehicleStateTracker tracker = tracker();
        int vehicles = 1000;
        for (int i = 0; i < vehicles; i++) {
            tracker.observe(VehicleId.of(i), START + i, TIMEOUT + (i % 2 == 0 ? 0L : 10 * TIMEOUT));
        }

        assertThat(expire(tracker, START + 2 * TIMEOUT))
                .extracting(StateTransition::vehicle)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, vehicles)
                        .filter(i -> i % 2 == 0)
                        .mapToObj(VehicleId::of)
                        .toList());
        tracker.reportOffline(VehicleId.of(1), START + 3 * TIMEOUT, false);
        assertThat(expire(tracker, START + 20 * TIMEOUT)).hasSize(vehicles / 2 - 1);
    }

    @Test
    final void t7_timesMayBeNegative() {
        VehicleStateTracker tracker = observed(-20 * TIMEOUT);

        assertThat(expire(tracker, -20 * TIMEOUT + TIMEOUT / 2)).isEmpty();
        assertThat(states(expire(tracker, -18 * TIMEOUT))).containsExactly(OFFLINE);
    }

    @Test
    final void t7_timesWrap() {
        long beforeWrap = Long.MAX_VALUE - TIMEOUT / 2;
        VehicleStateTracker tracker = observed(beforeWrap);

        assertThat(expire(tracker, beforeWrap + TIMEOUT / 4))
                .as("before the wrap")
                .isEmpty();
        assertThat(expire(tracker, beforeWrap + TIMEOUT * 3 / 4))
                .as("after the wrap, before the deadline")
                .isEmpty();
        tracker.observe(CAR, beforeWrap + TIMEOUT * 3 / 4, TIMEOUT);
        assertThat(states(expire(tracker, beforeWrap + 3 * TIMEOUT))).containsExactly(OFFLINE);
    }

    @Test
    final void t8_expiryThatWasDecidedBeforeANewerFrameIsVoid() {
        VehicleStateTracker tracker = observed(START);
        StateTransition expiry = expire(tracker, START + 2 * TIMEOUT).get(0);

        StateTransition newer = tracker.observe(CAR, START + 2 * TIMEOUT - 1, TIMEOUT); // was on its way meanwhile

        if (newer != null) { // null is a matter of T5
            assertThat(newer.sequence()).isGreaterThan(expiry.sequence());
        }
        List<StateTransition> next = expire(tracker, START + 4 * TIMEOUT);
        assertThat(states(next)).as("the deadline of the newer frame").containsExactly(OFFLINE);
        assertThat(next.get(0).sequence()).isGreaterThan(expiry.sequence());
    }

    @Test
    final void t8_deadlineOfAFrameThatComesWhileTheExpiryIsHandedOverIsNotLost() {
        VehicleStateTracker tracker = observed(START);
        List<StateTransition> newer = new ArrayList<>();
        tracker.expire(START + 2 * TIMEOUT, expiry -> {
            StateTransition running = tracker.observe(CAR, START + 2 * TIMEOUT, TIMEOUT);
            if (running != null) {
                assertThat(running.sequence()).isGreaterThan(expiry.sequence());
                newer.add(running);
            }
        });

        assertThat(newer).hasSizeLessThanOrEqualTo(1);
        assertThat(states(expire(tracker, START + 4 * TIMEOUT))).containsExactly(OFFLINE);
    }

    @Test
    final void t8_replayInBetweenDoesNotVoidAnExpiry() {
        VehicleStateTracker tracker = observed(START);
        StateTransition expiry = expire(tracker, START + 2 * TIMEOUT).get(0);

        assertThat(tracker.reportOffline(CAR, START + 2 * TIMEOUT, true)).isNull();
        assertThat(expire(tracker, START + 20 * TIMEOUT)).isEmpty();
        StateTransition newer = tracker.observe(CAR, START + 20 * TIMEOUT, TIMEOUT);
        if (newer != null) {
            assertThat(newer.sequence()).isGreaterThan(expiry.sequence());
        }
    }

    @Test
    final void t9_vehicleThatWasNeverObservedNeverExpires() {
        VehicleStateTracker tracker = tracker();

        assertThat(expire(tracker, START)).isEmpty();
        assertThat(tracker.reportOffline(CAR, START, false)).isNull();
        assertThat(expire(tracker, START + 10 * TIMEOUT)).isEmpty();
    }

    @Test
    final void t10_replayIsNeitherASignOfLifeNorOfItsEnd() {
        VehicleStateTracker tracker = observed(START);

        assertThat(tracker.reportOffline(CAR, START + TIMEOUT * 3 / 4, true)).isNull();
        assertThat(states(expire(tracker, START + TIMEOUT * 3 / 2)))
                .as("the deadline of the live frame holds")
                .containsExactly(OFFLINE);
    }

    @Test
    final void l3_liveOfflineTakesEffectAtOnceAndOnce() {
        VehicleStateTracker tracker = observed(START);

        StateTransition transition = tracker.reportOffline(CAR, START + 1, false);

        assertTransition(transition, OFFLINE, Cause.REPORTED);
        assertThat(tracker.reportOffline(CAR, START + 2, false)).isNull();
        assertThat(expire(tracker, START + 10 * TIMEOUT)).isEmpty();
    }

    @Test
    final void l3_liveOfflineYieldsToAFrameThatArrivedLater() {
        VehicleStateTracker tracker = observed(START + 2);

        assertThat(tracker.reportOffline(CAR, START + 1, false)).isNull();
    }

    @Test
    final void l3_frameThatArrivedBeforeTheReportDoesNotCount() {
        VehicleStateTracker tracker = observed(START);
        tracker.reportOffline(CAR, START + 2, false);

        assertThat(tracker.observe(CAR, START + 1, TIMEOUT)).isNull();
        assertThat(expire(tracker, START + 10 * TIMEOUT)).isEmpty();
    }

    @Test
    final void l3_replayedOfflineCountsWhereNoFrameLiesWithinTheTimeout() {
        VehicleStateTracker tracker = observed(START);

        StateTransition transition = tracker.reportOffline(CAR, START + 2 * TIMEOUT, true);

        assertTransition(transition, OFFLINE, Cause.REPORTED);
    }

    private VehicleStateTracker observed(long nanos) {
        VehicleStateTracker tracker = tracker();
        tracker.observe(CAR, nanos, TIMEOUT);
        return tracker;
    }

    private static List<StateTransition> expire(VehicleStateTracker tracker, long nanos) {
        List<StateTransition> transitions = new ArrayList<>();
        tracker.expire(nanos, transitions::add);
        return transitions;
    }

    private static void assertTransition(@Nullable StateTransition transition, VehicleState state, Cause cause) {
        if (transition == null) {
            throw new AssertionError("no transition; expected is one to " + state + " by " + cause);
        }
        assertThat(transition.vehicle()).isEqualTo(CAR);
        assertThat(transition.state()).isEqualTo(state);
        assertThat(transition.cause()).isEqualTo(cause);
        assertThat(transition.sequence()).isPositive();
    }

    private static List<VehicleState> states(List<StateTransition> transitions) {
        return transitions.stream().map(StateTransition::state).toList();
    }
}
