package io.vehicletelemetry.websocket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.model.VehicleId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Half of the clients die at the same instant, as behind a mobile network that fails. */
@Tag("slow")
@OnEveryContainer
class MassDepartureIT extends BesideAHealthyClient {

    private static final System.Logger LOG = System.getLogger(MassDepartureIT.class.getName());
    private static final int HALF = 100;
    /** About a second of them. */
    private static final int UPDATES = 50;

    MassDepartureIT(ContainerKind kind) {
        super(kind);
    }

    @Test
    void aHundredThatDieAtOnceAreNotNoticedByTheHundredThatStay() throws Exception {
        List<Witness> staying = new ArrayList<>();
        List<RawClient> dying = new ArrayList<>();
        for (int i = 1; i < HALF; i++) { // with the one that is healthy in every test
            staying.add(Witness.connect(server.uri()));
        }
        for (int i = 0; i < HALF; i++) {
            dying.add(RawClient.connect(server.port()));
        }
        patiently()
                .until(() -> staying.stream()
                                .noneMatch(witness -> witness.revisions().isEmpty())
                        && stats().sessions() == 2 * HALF);
        moreUpdates(); // all are at their pace
        staying.forEach(Witness::forgetGaps);
        for (RawClient client : dying) {
            client.reset();
        }
        patiently().until(() -> stats().sessions() == HALF);
        moreUpdates(); // what comes late is seen as a gap
        traffic.stop();

        long revision = steadyRevision();
        patiently()
                .untilAsserted(() -> assertThat(staying)
                        .allSatisfy(
                                witness -> assertThat(witness.revisions()).containsEntry(Traffic.STEADY, revision)));
        assertThat(staying).allSatisfy(witness -> {
            assertThat(witness.isOpen()).isTrue();
            assertThat(witness.violations()).isEmpty();
        });
        Duration longest = staying.stream()
                .map(Witness::longestGap)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Duration machine = Duration.ofNanos(traffic.longestPauseNanos());
        LOG.log(
                Level.INFO,
                "{0}: longest gap of {1} healthy clients {2}, of the machine {3}",
                kind,
                HALF,
                longest,
                machine);
        assertThat(longest).isLessThan(longestAllowedGap());
        assertThat(fleet.broadcaster.subscribers()).isEqualTo(HALF);
        staying.forEach(Witness::close);
        awaitOnlyTheHealthyOne();
    }

    private void moreUpdates() {
        long from = steadyRevision();
        patiently().until(() -> steadyRevision() >= from + UPDATES);
    }

    private long steadyRevision() {
        return requireNonNull(fleet.get(VehicleId.of(Traffic.STEADY))).revision();
    }
}
