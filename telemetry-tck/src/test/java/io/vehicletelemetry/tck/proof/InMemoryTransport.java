package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.tck.TelemetrySourceContract;
import io.vehicletelemetry.tck.TelemetryTransport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A broker in memory with one topic a device; a durable one keeps every message until it is acknowledged. */
final class InMemoryTransport implements TelemetryTransport {

    /** What a device said: "rpm=1", "offline", or something that nobody can read. */
    record Message(long id, String device, String text) {}

    private final boolean durable;
    private final Function<InMemoryTransport, InMemorySource> sources;
    private final List<InMemorySource> attached = new ArrayList<>();
    private final Map<Long, Message> unacknowledged = new LinkedHashMap<>();
    private long published;

    InMemoryTransport(boolean durable, Function<InMemoryTransport, InMemorySource> sources) {
        this.durable = durable;
        this.sources = sources;
    }

    @Override
    public TelemetrySource source() {
        return sources.apply(this);
    }

    @Override
    public void publish(String device, int value) {
        send(device, TelemetrySourceContract.SIGNAL + "=" + value);
    }

    @Override
    public void publishMalformed(String device) {
        send(device, "{");
    }

    @Override
    public boolean publishOffline(String device) {
        send(device, "offline");
        return true;
    }

    @Override
    public boolean durable() {
        return durable;
    }

    @Override
    public synchronized void close() {
        List.copyOf(attached).forEach(InMemorySource::end);
        attached.clear();
    }

    private synchronized void send(String device, String text) {
        Message message = new Message(++published, device, text);
        if (durable) {
            unacknowledged.put(message.id(), message);
        }
        attached.forEach(source -> source.receive(message));
    }

    synchronized void attach(InMemorySource source) {
        attached.add(source);
        unacknowledged.values().forEach(source::receive);
    }

    synchronized void detach(InMemorySource source) {
        attached.remove(source);
    }

    synchronized void acknowledge(Message message) {
        unacknowledged.remove(message.id());
    }
}
