package io.vehicletelemetry.mqtt;

import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;

/** A delivery that a test hands to a lane. */
@NullMarked
record TestDelivery(String key, int number, int bytes, Consumer<GuardedSink> action) implements Delivery {

    static TestDelivery of(String key, int number) {
        return new TestDelivery(key, number, 1, sink -> {});
    }

    @Override
    public long arrivalNanos() {
        return number;
    }

    @Override
    public String origin() {
        return key;
    }

    @Override
    public void deliver(GuardedSink sink) {
        action.accept(sink);
    }

    @Override
    public String toString() {
        return key + number;
    }
}
