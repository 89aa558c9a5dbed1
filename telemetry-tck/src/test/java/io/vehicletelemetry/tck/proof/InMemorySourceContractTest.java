package io.vehicletelemetry.tck.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.tck.TelemetrySourceContract;
import io.vehicletelemetry.tck.TelemetryTransport;
import org.junit.jupiter.api.Test;

class InMemorySourceContractTest extends TelemetrySourceContract {

    @Override
    protected TelemetryTransport transport() {
        return new InMemoryTransport(false, InMemorySource::new);
    }

    @Test
    void sourceThatIsNotDurableReportsThatS8WasNotTested() {
        KitRun run = KitRun.of(Plain.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.aborted()).containsExactly("s8_unacknowledgedDeliveryIsDeliveredAgainAfterANewStart");
    }

    static class Plain extends TelemetrySourceContract {
        @Override
        protected TelemetryTransport transport() {
            return new InMemoryTransport(false, InMemorySource::new);
        }
    }
}
