package io.vehicletelemetry.tck.proof;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the broadcaster kit is red on a broadcaster that breaks this rule, and the other rules stay green. */
@Tag("exhaustive")
class BroadcasterContractRedTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                BrokenBroadcasters.B1StartsWithNothing.class,
                BrokenBroadcasters.B1KeepsTheEmptyDeliveryBack.class,
                BrokenBroadcasters.B2PassesOnWhatIsOld.class,
                BrokenBroadcasters.B3DoesNotWaitForCompletion.class,
                BrokenBroadcasters.B4WaitsForASlowSubscriber.class,
                BrokenBroadcasters.B5KeepsTheFirstThatWaits.class,
                BrokenBroadcasters.B6Recurses.class,
                BrokenBroadcasters.B7ThrowsAtThePublisher.class,
                BrokenBroadcasters.B7KeepsQuiet.class,
                BrokenBroadcasters.B8ClosesTwice.class,
                BrokenBroadcasters.B8ForgetsToSayClosed.class,
                BrokenBroadcasters.B9LetsEverythingThrough.class,
                BrokenBroadcasters.B10ReadsBeforeItRegisters.class,
            })
    void kitIsRed(Class<?> kit) {
        KitRun.assertOnlyRuleFails(kit.getSimpleName().replaceAll("^B(\\d+).*", "b$1"), kit);
    }
}
