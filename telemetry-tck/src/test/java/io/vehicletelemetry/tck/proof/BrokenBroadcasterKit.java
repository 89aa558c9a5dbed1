package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.tck.BroadcasterContract;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The kit on a broadcaster that breaks a rule. */
abstract class BrokenBroadcasterKit extends BroadcasterContract {
    private final BiFunction<SnapshotView, Consumer<? super Throwable>, Broadcaster> broadcasters;

    BrokenBroadcasterKit(BiFunction<SnapshotView, Consumer<? super Throwable>, Broadcaster> broadcasters) {
        this.broadcasters = broadcasters;
    }

    @Override
    protected final Broadcaster broadcaster(SnapshotView current, Consumer<? super Throwable> failures) {
        return broadcasters.apply(current, failures);
    }

    @Override
    protected final Duration timeout() {
        return Duration.ofSeconds(3); // what is broken never comes
    }
}
