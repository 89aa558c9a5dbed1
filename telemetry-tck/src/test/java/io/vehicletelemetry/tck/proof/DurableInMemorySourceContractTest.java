package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.tck.TelemetrySourceContract;

class DurableInMemorySourceContractTest extends TelemetrySourceContract {

    @Override
    protected Transport transport() {
        return new InMemoryTransport(true, InMemorySource::new);
    }
}
