package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.tck.TelemetrySourceContract;
import io.vehicletelemetry.tck.TelemetryTransport;

class InMemorySourceContractTest extends TelemetrySourceContract {

    @Override
    protected TelemetryTransport transport() {
        return new InMemoryTransport(false, InMemorySource::new);
    }
}
