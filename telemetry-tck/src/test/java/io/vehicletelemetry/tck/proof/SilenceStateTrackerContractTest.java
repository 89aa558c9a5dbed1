package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.state.VehicleStateTracker;
import io.vehicletelemetry.tck.VehicleStateTrackerContract;

class SilenceStateTrackerContractTest extends VehicleStateTrackerContract {

    @Override
    protected VehicleStateTracker tracker() {
        return VehicleStateTracker.silence();
    }
}
