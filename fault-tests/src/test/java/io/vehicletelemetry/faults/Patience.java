package io.vehicletelemetry.faults;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what a slow and busy machine takes long for: a bound that only a failure reaches. */
final class Patience {

    static final int SECONDS = 120;

    private Patience() {}

    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(SECONDS));
    }
}
