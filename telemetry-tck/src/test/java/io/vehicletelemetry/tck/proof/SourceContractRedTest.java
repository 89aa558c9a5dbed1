package io.vehicletelemetry.tck.proof;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the source kit is red on a source that breaks this rule, and the other rules stay green. */
@Tag("exhaustive")
class SourceContractRedTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                BrokenSources.S1KeepsWhatCameBeforeTheStart.class,
                BrokenSources.S2DeliversAfterClose.class,
                BrokenSources.S3ThrowsOnASecondClose.class,
                BrokenSources.S3ThrowsOnCloseBeforeStart.class,
                BrokenSources.S4StartsAgain.class,
                BrokenSources.S5StopsWhenTheSinkThrows.class,
                BrokenSources.S6RejectsTwice.class,
                BrokenSources.S6LosesWhatIsMalformed.class,
                BrokenSources.S7LetsTheNextOneOvertake.class,
                BrokenSources.S7DeliversTwoAtOnce.class,
                BrokenSources.S8AcknowledgesByItself.class,
            })
    void kitIsRed(Class<?> kit) {
        KitRun.assertOnlyRuleFails(kit.getSimpleName().replaceAll("^S(\\d+).*", "s$1"), kit);
    }
}
