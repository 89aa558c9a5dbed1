package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.tck.TelemetrySourceContract;
import io.vehicletelemetry.tck.TelemetryTransport;

class DurableInMemorySourceContractTest extends TelemetrySourceContract {

    @Override
    protected TelemetryTransport transport() {
        return new InMemoryTransport(true, InMemorySource::new);
    }
}
