package io.vehicletelemetry.core.latest;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Model checking: with several writers no update is lost and no reader sees a value that was never there. */
@Tag("exhaustive")
public class LatestValueLincheckTest {

    private final LatestValue<Integer> latest = new LatestValue<>(0);

    @Operation
    public int increment() {
        return latest.update(value -> value + 1);
    }

    @Operation
    public int incrementIfEven() {
        return latest.update(value -> value % 2 == 0 ? value + 1 : value);
    }

    @Operation
    public int get() {
        return latest.get();
    }

    @Test
    void everyInterleavingOfTwoWritersIsLinearizable() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .iterations(12)
                .invocationsPerIteration(1_000)
                .check(getClass());
    }

    @Test
    void everyInterleavingOfThreeWritersIsLinearizable() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(12)
                .invocationsPerIteration(1_000)
                .check(getClass());
    }
}
