package io.vehicletelemetry.mqtt;

/**
 * The news that the source is connected, or is not any more.
 *
 * <p><em>Immutable.</em>
 *
 * @param connected whether it is
 * @param arrivalNanos when it became so, by the monotonic clock
 */
record ConnectionNotice(boolean connected, long arrivalNanos) implements Delivery {

    @Override
    public String key() {
        return "";
    }

    @Override
    public int bytes() {
        return 0;
    }

    @Override
    public String origin() {
        return "connection";
    }

    @Override
    public void deliver(GuardedSink sink) {
        sink.connected(connected);
    }
}
