package io.vehicletelemetry.mqtt;

/** Something that waits in a {@link Lane} for the sink. <em>Immutable.</em> */
interface Delivery {

    /** Whose it is: what has the same key stays in order, and pays for its own floods. */
    String key();

    /** Roughly how many bytes it holds. */
    int bytes();

    /** When it arrived, by the monotonic clock. */
    long arrivalNanos();

    /** For people: where it came from. */
    String origin();

    /** Hands it over. Whatever this throws is a failure of this source. */
    void deliver(GuardedSink sink);
}
