package io.vehicletelemetry.mqtt;

import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.decode.TelemetryDecoders;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.tck.TelemetrySourceContract;
import io.vehicletelemetry.tck.TelemetryTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;

/** The rules of a source, with an embedded broker. */
@NullMarked
class MqttSourceContractIT extends TelemetrySourceContract {

    @Override
    protected TelemetryTransport transport() throws Exception {
        return new BrokerTransport(durable());
    }

    /** Whether the sources are durable. */
    boolean durable() {
        return false;
    }

    private static final class BrokerTransport implements TelemetryTransport {

        private final Broker broker = new ArtemisBroker();
        private final Map<String, Device> devices = new ConcurrentHashMap<>();
        private final List<Observed> sources = new ArrayList<>();

        private final boolean durable;

        BrokerTransport(boolean durable) throws Exception {
            this.durable = durable;
            broker.start();
        }

        @Override
        public boolean durable() {
            return durable;
        }

        @Override
        public TelemetrySource source() {
            MqttTelemetrySourceBuilder builder = MqttTelemetrySource.builder(broker.uri())
                    .subscribe("wican/{device}/#", TelemetryDecoders.named("wican", TelemetryLimits.defaults()));
            if (durable) {
                builder.durable("recorder");
            }
            Observed source = new Observed(builder.build());
            sources.add(source);
            return source;
        }

        @Override
        public void awaitReady() {
            await().until(() -> sources.get(sources.size() - 1).connected);
        }

        private Device device(String name) {
            return devices.computeIfAbsent(name, it -> new Device(broker));
        }

        @Override
        public void publish(String device, int value) {
            device(device).publish("wican/" + device + "/can/rx", "{\"" + SIGNAL + "\":" + value + "}");
        }

        @Override
        public void publishMalformed(String device) {
            device(device).publish("wican/" + device + "/can/rx", "{");
        }

        @Override
        public boolean publishOffline(String device) {
            device(device).publish("wican/" + device + "/status", "{\"status\":\"offline\"}");
            return true;
        }

        @Override
        public void close() throws Exception {
            devices.values().forEach(Device::close);
            broker.stop();
        }
    }

    /** Tells the kit when messages can come. */
    private static final class Observed implements TelemetrySource {

        private final TelemetrySource source;
        volatile boolean connected;

        Observed(TelemetrySource source) {
            this.source = source;
        }

        @Override
        public void start(TelemetrySink sink) {
            source.start(new ForwardingSink(sink) {
                @Override
                public void connected(boolean now) {
                    super.connected(now);
                    connected = now;
                }
            });
        }

        @Override
        public long deliveredUpTo(long nowNanos) {
            return source.deliveredUpTo(nowNanos);
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
