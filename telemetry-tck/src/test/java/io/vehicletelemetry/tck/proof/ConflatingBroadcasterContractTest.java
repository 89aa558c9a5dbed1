package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.tck.BroadcasterContract;
import java.util.function.Consumer;

class ConflatingBroadcasterContractTest extends BroadcasterContract {

    @Override
    protected Broadcaster broadcaster(SnapshotView current, Consumer<? super Throwable> failures) {
        return Broadcaster.conflating(current, failures);
    }
}
