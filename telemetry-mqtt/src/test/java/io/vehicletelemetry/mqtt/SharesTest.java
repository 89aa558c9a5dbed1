package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vehicletelemetry.core.source.Acknowledgement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SharesTest {

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Shares shares = new Shares(acknowledged::incrementAndGet);

    @Test
    void acknowledgesOnceAllOfThemAndTheReadingAreDone() {
        Acknowledgement first = shares.another();
        first.acknowledge();
        first.acknowledge();
        Acknowledgement second = shares.another();
        shares.read();
        assertThat(acknowledged).hasValue(0);

        second.acknowledge();
        second.acknowledge();
        assertThat(acknowledged).hasValue(1);
    }

    @Test
    void aMessageThatHeldNothingIsAcknowledgedWhenItWasRead() {
        shares.read();

        assertThat(acknowledged).hasValue(1);
    }

    @Test
    void aShareTellsWhetherItsMessageComesAgain() {
        assertThat(shares.another().comesAgain()).isTrue();
        assertThat(new Shares(Acknowledgement.NONE).another()).isSameAs(Acknowledgement.NONE);
        assertThat(new Shares(new BrokerAcknowledgement(new KeptSession("test", 1), 0, () -> {}))
                        .another()
                        .comesAgain())
                .isFalse();
    }

    @Test
    void aConnectionThatIsGoneHarmsNobody() {
        KeptSession session = new KeptSession("test", 1);
        AtomicInteger asked = new AtomicInteger();
        session.open(count -> asked.addAndGet((int) count));
        session.taken();
        Acknowledgement gone = new BrokerAcknowledgement(session, 1, () -> {
            throw new IllegalStateException("no client any more, on purpose");
        });
        gone.acknowledge();
        gone.acknowledge();

        assertThat(asked).as("one more is asked for, once").hasValue(2);
    }
}
