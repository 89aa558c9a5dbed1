package io.vehicletelemetry.tck.proof;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the tracker kit is red on a tracker that breaks this rule, and the other rules stay green. */
@Tag("exhaustive")
class TrackerContractRedTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                BrokenTrackers.T1KeepsTheFirstToItself.class,
                BrokenTrackers.T2AnswersEveryFrame.class,
                BrokenTrackers.T3DecidesTooLate.class,
                BrokenTrackers.T3DecidesAgainAndAgain.class,
                BrokenTrackers.T4DecidesTooEarly.class,
                BrokenTrackers.T5NeverRunsAgain.class,
                BrokenTrackers.T6KnowsOneVehicle.class,
                BrokenTrackers.T7ComparesTimes.class,
                BrokenTrackers.T8NumbersEveryDecisionOne.class,
                BrokenTrackers.T8LosesTheDeadlineOfAFrameDuringExpiry.class,
                BrokenTrackers.T9ExpiresStrangers.class,
                BrokenTrackers.T10CountsAReplayAsLife.class,
                BrokenTrackers.T10CountsEveryReplayedOffline.class,
                BrokenTrackers.L3IgnoresReports.class,
            })
    void kitIsRed(Class<?> kit) {
        KitRun.assertOnlyRuleFails(
                kit.getSimpleName().replaceAll("^([TL]\\d+).*", "$1").toLowerCase(java.util.Locale.ROOT), kit);
    }
}
