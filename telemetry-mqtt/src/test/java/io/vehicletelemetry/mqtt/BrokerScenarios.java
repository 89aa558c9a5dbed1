package io.vehicletelemetry.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.decode.TelemetryDecoders;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.Acknowledgement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds with every broker, in both versions of MQTT. */
@NullMarked
@Timeout(120)
abstract class BrokerScenarios {

    static final TelemetryDecoder TEXT = (message, output) -> {
        if (message.topic().endsWith("/status")) {
            output.availability(new Availability(
                    message.vehicle(),
                    message.device(),
                    message.text().equals("online"),
                    message.retained(),
                    message.arrival(),
                    message.arrivalNanos()));
        } else {
            output.frame(message.frame().signal("text", message.text()).build());
        }
    };

    @TempDir
    Path folder;

    private final RecordingSink sink = new RecordingSink();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Broker broker = new ArtemisBroker();

    abstract Broker broker(Path folder);

    @BeforeEach
    void prepare() {
        broker = broker(folder);
        opened.add(broker);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private MqttTelemetrySourceBuilder source(MqttVersion version) {
        return MqttTelemetrySource.builder(broker.uri())
                .version(version)
                .reconnect(Duration.ofMillis(100), Duration.ofMillis(500));
    }

    private MqttTelemetrySource start(MqttTelemetrySourceBuilder builder) {
        MqttTelemetrySource source = builder.build();
        opened.add(source);
        source.start(sink);
        return source;
    }

    private Device device() {
        Device device = new Device(broker);
        opened.add(device);
        return device;
    }

    @Test
    void asAUserWritesIt() throws Exception {
        broker.start();
        var mqtt = MqttTelemetrySource.builder("mqtt://localhost:" + broker.port())
                .subscribe("wican/{vehicle_id}/#", TelemetryDecoders.named("wican", TelemetryLimits.defaults()))
                .build();
        opened.add(mqtt);
        mqtt.start(sink);
        await().until(sink::connected);
        device().publish("wican/7/can/rx", "{\"0C-EngineRPM\":2500}");
        device().publish("wican/7/status", "{\"status\":\"offline\"}");

        await().until(() -> sink.frames.size() == 1 && sink.availabilities.size() == 1);
        assertThat(sink.frames.get(0).vehicle()).isEqualTo(VehicleId.of(7));
        assertThat(sink.frames.get(0).signals().names()).containsExactly("rpm");
        assertThat(sink.availabilities.get(0).online()).isFalse();
        assertThat(sink.connections).containsExactly(false, true);
    }

    @ParameterizedTest
    @EnumSource
    void theRetainedFlagMarksReplaysAndNothingElse(MqttVersion version) throws Exception {
        broker.start();
        device().retain("v/1/data", "before");
        start(source(version).subscribe("v/{vehicle_id}/#", TEXT));
        await().until(() -> sink.frames.size() == 1);
        device().retain("v/1/data", "retained now");
        device().publish("v/1/data", "now");
        await().until(() -> sink.frames.size() == 3);

        assertThat(sink.values("text")).containsExactly("before", "retained now", "now");
        assertThat(sink.frames.stream().map(TelemetryFrame::replayed)).containsExactly(true, false, false);
    }

    @ParameterizedTest
    @EnumSource
    void aLastWillComesAsLive(MqttVersion version) throws Exception {
        broker.start();
        start(source(version).subscribe("v/{vehicle_id}/#", TEXT));
        await().until(sink::connected);
        dieWithAWill("v/1/status");

        await().until(() -> sink.availabilities.size() == 1);
        assertThat(sink.availabilities.get(0).online()).isFalse();
        assertThat(sink.availabilities.get(0).replayed()).isFalse();
    }

    /** A device that loses its power, byte by byte: the client of the other tests takes its leave. */
    private void dieWithAWill(String topic) throws IOException {
        byte[] name = topic.getBytes(UTF_8);
        byte[] will = "offline".getBytes(UTF_8);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(new byte[] {0, 4, 'M', 'Q', 'T', 'T', 4, 0x02 | 0x04 | 0x08 | 0x20, 0, 30, 0, 1, 'x'});
        packet.writeBytes(new byte[] {0, (byte) name.length});
        packet.writeBytes(name);
        packet.writeBytes(new byte[] {0, (byte) will.length});
        packet.writeBytes(will);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            socket.getOutputStream().write(new byte[] {0x10, (byte) packet.size()});
            socket.getOutputStream().write(packet.toByteArray());
            assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
            socket.setSoLinger(true, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerThatComesLaterIsFound(MqttVersion version) throws Exception {
        start(source(version).subscribe("v/{vehicle_id}", TEXT));
        await().pollDelay(Duration.ofMillis(700)).until(() -> !sink.connected());
        broker.start();
        await().until(sink::connected);
        device().publish("v/1", "x");

        await().until(() -> sink.frames.size() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerThatDiesAndComesBackDoublesNothing(MqttVersion version) throws Exception {
        broker.start();
        start(source(version).subscribe("v/{vehicle_id}", TEXT).subscribe("v/{vehicle_id}/{device}", TEXT));
        for (int round = 0; round < 3; round++) {
            await().until(sink::connected);
            try (Device device = new Device(broker)) {
                for (int i = 0; i < 20; i++) {
                    device.publish("v/1" + (i % 2 == 0 ? "" : "/d"), round + "." + i);
                }
                int expected = (round + 1) * 20;
                await().until(() -> sink.frames.size() >= expected);
            }
            broker.stop();
            await().until(() -> !sink.connected());
            broker.start();
        }
        await().until(sink::connected);
        device().publish("v/1", "last");
        await().until(() -> sink.values("text").contains("last"));

        assertThat(sink.values("text")).hasSize(61).doesNotHaveDuplicates();
        assertThat(sink.rejects).isEmpty();
        assertThat(sink.connections).containsExactly(false, true, false, true, false, true, false, true);
    }

    @ParameterizedTest
    @EnumSource
    void overlappingSubscriptionsTakeAMessageOnce(MqttVersion version) throws Exception {
        broker.start();
        device().retain("o/1/status", "online");
        start(source(version)
                .subscribe("o/{vehicle_id}/status", TEXT)
                .subscribe("o/{vehicle_id}/#", TEXT)
                .subscribe("o/+/{signal...}", TEXT)
                .subscribe("+/{vehicle_id}/cross", TEXT)
                .subscribe("p/2/{device}", TEXT));
        await().until(sink::connected);
        Device device = device();
        for (String topic : List.of("o/1/status", "o/1/x", "o/1/cross", "p/2/cross", "p/3/cross", "p/2/x")) {
            for (int i = 0; i < 10; i++) {
                device.publish(topic, topic + i);
            }
        }
        device.publish("p/2/x", "end");
        device.publish("o/1/x", "end");
        await().until(() -> sink.frames.size() + sink.availabilities.size() >= 63);

        assertThat(sink.frames).hasSize(52);
        assertThat(sink.values("text").stream().filter(text -> !text.equals("end")))
                .doesNotHaveDuplicates();
        assertThat(sink.availabilities).hasSize(11);
        assertThat(sink.rejects).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSharedSubscriptionBringsAShare(MqttVersion version) throws Exception {
        broker.start();
        start(source(version).subscribe("$share/g/s/{vehicle_id}", TEXT));
        MqttTelemetrySource other =
                source(version).subscribe("$share/g/s/{vehicle_id}", TEXT).build();
        opened.add(other);
        RecordingSink others = new RecordingSink();
        other.start(others);
        await().until(() -> sink.connected() && others.connected());
        Device device = device();
        for (int i = 0; i < 100; i++) {
            device.publish("s/1", Integer.toString(i));
        }
        await().until(() -> sink.frames.size() + others.frames.size() >= 100);

        List<String> all = new ArrayList<>(sink.values("text"));
        all.addAll(others.values("text"));
        assertThat(all).hasSize(100).doesNotHaveDuplicates();
        assertThat(sink.frames).isNotEmpty();
        assertThat(others.frames).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFloodIsCountedToTheLastAndLeavesTheQuietAlone(MqttVersion version) throws Exception {
        int messages = 200_000;
        broker.start();
        CountDownLatch go = new CountDownLatch(1);
        List<String> quiet = new ArrayList<>();
        RecordingSink slow = new RecordingSink() {
            @Override
            public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
                calls.incrementAndGet();
                if (VehicleId.of("quiet").equals(frame.vehicle())) {
                    synchronized (quiet) {
                        quiet.add(String.valueOf(frame.signals().get("text")));
                    }
                }
                try {
                    go.await(60, TimeUnit.SECONDS); // the first is held until all were sent
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        MqttTelemetrySource source = source(version)
                .subscribe("f/{vehicle_id}", TEXT)
                .lanes(1)
                .queueCapacity(1000)
                .build();
        opened.add(source);
        source.start(slow);
        await().until(slow::connected);
        slow.calls.set(0);
        Device device = device();
        device.publish("f/quiet", "first");
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            sent.add(device.send(Device.message("f/flood", "x".repeat(200), false)));
            if (sent.size() == 2000) {
                sent.forEach(CompletableFuture::join);
                sent.clear();
            }
        }
        sent.forEach(CompletableFuture::join);
        device.publish("f/quiet", "last");
        // What is in the broker's hands is on its way: the calls that are due are all messages, whatever became of
        // them.
        go.countDown();
        await().atMost(60, TimeUnit.SECONDS).until(() -> slow.calls.get() >= messages + 2);

        assertThat(slow.calls).hasValue(messages + 2);
        assertThat(slow.count(RejectReason.OVERFLOW)).isPositive();
        assertThat(quiet).containsExactly("first", "last");
        long now = System.nanoTime();
        await().until(() -> source.deliveredUpTo(now) == now);
        device.publish("f/quiet", "after");
        await().until(() -> quiet.contains("after"));
    }

    @ParameterizedTest
    @EnumSource
    void s2_nothingAfterClose(MqttVersion version) throws Exception {
        broker.start();
        MqttTelemetrySource source = start(source(version).subscribe("c/{vehicle_id}", TEXT));
        await().until(sink::connected);
        Device device = device();
        List<CompletableFuture<?>> sent = IntStream.range(0, 2000)
                .<CompletableFuture<?>>mapToObj(i -> device.send(Device.message("c/" + i % 7, "x", false)))
                .toList();
        await().until(() -> sink.frames.size() > 10);
        source.close();
        int calls = sink.calls.get();
        sent.forEach(CompletableFuture::join);
        source.close();

        assertThat(sink.calls).hasValue(calls);
        assertThatThrownBy(() -> source.start(sink)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSinkMayCloseTheSource() throws Exception {
        broker.start();
        List<Long> took = new ArrayList<>();
        MqttTelemetrySource[] source = new MqttTelemetrySource[1];
        RecordingSink closing = new RecordingSink() {
            @Override
            public void frame(TelemetryFrame frame, Acknowledgement acknowledgement) {
                super.frame(frame, acknowledgement);
                long began = System.nanoTime();
                source[0].close();
                synchronized (took) {
                    took.add(System.nanoTime() - began);
                }
            }
        };
        source[0] = source(MqttVersion.V5)
                .subscribe("c/{vehicle_id}", (message, output) -> {
                    TEXT.decode(message, output);
                    TEXT.decode(message, output);
                })
                .build();
        opened.add(source[0]);
        source[0].start(closing);
        await().until(closing::connected);
        Device device = device();
        for (int i = 0; i < 20; i++) {
            device.publish("c/" + i, "x");
        }
        await().until(() -> {
            synchronized (took) {
                return !took.isEmpty();
            }
        });

        assertThat(took).allMatch(nanos -> nanos < TimeUnit.SECONDS.toNanos(3));
        assertThat(closing.frames).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void closingIsBoundedWhateverTheOtherSideDoes() throws Exception {
        try (ServerSocket silent = new ServerSocket()) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            MqttTelemetrySource source = start(MqttTelemetrySource.builder("mqtt://127.0.0.1:" + silent.getLocalPort())
                    .subscribe("a", TEXT));
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo(0x10);
                long began = System.nanoTime();
                source.close();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }
}
