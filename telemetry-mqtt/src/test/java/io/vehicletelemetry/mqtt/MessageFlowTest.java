package io.vehicletelemetry.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.plugins.RxJavaPlugins;
import io.reactivex.processors.PublishProcessor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class MessageFlowTest {

    private final List<String> received = new ArrayList<>();
    private final List<Throwable> undeliverable = new ArrayList<>();
    private final PublishProcessor<String> client = PublishProcessor.create();
    private final MessageFlow<String> flow = new MessageFlow<>(received::add, null);

    @BeforeEach
    void catchUndeliverable() {
        RxJavaPlugins.setErrorHandler(undeliverable::add);
        client.subscribe(flow);
    }

    @AfterEach
    void reset() {
        RxJavaPlugins.reset();
    }

    @Test
    void takesMessagesUntilItIsClosed() {
        client.onNext("a");
        flow.close();
        client.onNext("b");

        assertThat(received).containsExactly("a");
    }

    /** The session expires at any moment: while the flow is being closed, or after. */
    @Test
    void anEndAfterItWasClosedConcernsNobody() {
        flow.close();
        flow.onError(new IllegalStateException("session expired"));
        flow.onComplete();

        assertThat(undeliverable).isEmpty();
    }

    @Test
    void anEndBeforeItIsClosedConcernsNobody() {
        client.onError(new IllegalStateException("session expired"));
        flow.close();

        assertThat(undeliverable).isEmpty();
    }
}
