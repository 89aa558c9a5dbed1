package io.vehicletelemetry.tck.proof;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the history kit is red on a history that breaks this rule, and the other rules stay green. */
@Tag("exhaustive")
class HistoryContractRedTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                BrokenHistories.H1MixesVehicles.class,
                BrokenHistories.H1LosesPeaks.class,
                BrokenHistories.H1ForgetsTheStateThatHeld.class,
                BrokenHistories.H1TakesTheOldestForTheNewest.class,
                BrokenHistories.H2TakesTheEndIn.class,
                BrokenHistories.H2LeavesTheBeginningOut.class,
                BrokenHistories.H3FindsTheNewestFirst.class,
                BrokenHistories.H4IgnoresTheLimit.class,
                BrokenHistories.H4PagesByTimeAlone.class,
                BrokenHistories.H5StoresTwice.class,
                BrokenHistories.H5KeepsOneAMoment.class,
                BrokenHistories.H5LooksAtTheTimeOfArrival.class,
                BrokenHistories.H6ClearsOnNothing.class,
                BrokenHistories.H7RoundsToMilliseconds.class,
                BrokenHistories.H7MakesDecimalsOfIntegers.class,
                BrokenHistories.H8StoresOneByOne.class,
                ForgetfulHistories.H2CountsWhatIsAskedFor.class,
                ForgetfulHistories.H4FindsEveryState.class,
                ForgetfulHistories.H9LooksAtTheNewestFrameAlone.class,
                ForgetfulHistories.H9IgnoresTheDepth.class,
                ForgetfulHistories.H9LooksPastTheTime.class,
                ForgetfulHistories.H9KnowsNoState.class,
            })
    void kitIsRed(Class<?> kit) {
        KitRun.assertOnlyRuleFails(
                kit.getSimpleName().replaceAll("^(H\\d+).*", "$1").toLowerCase(Locale.ROOT), kit);
    }
}
