package io.vehicletelemetry.benchmarks;

import io.vehicletelemetry.core.decode.RawMessage;
import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.decode.TelemetryDecoders;
import io.vehicletelemetry.core.model.Availability;
import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.model.TelemetryFrame;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/** From the bytes of a message to its frame, against Jackson's tree model of the same bytes. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // the framework fills parameters and calls the setup
public class DecodeBenchmark implements TelemetryDecoder.Output {

    /** What is decoded. */
    @Param
    public DeviceMessage message;

    private final JsonMapper jackson = new JsonMapper();
    private TelemetryDecoder decoder;
    private byte[][] payloads;
    private RawMessage[] messages;
    private int next;
    private @Nullable TelemetryFrame decoded;

    /** Makes the messages, and checks that each is one frame. */
    @Setup(Level.Trial)
    public void create() {
        decoder = TelemetryDecoders.named(message.format, TelemetryLimits.defaults());
        payloads = message.payloads();
        messages = new RawMessage[payloads.length];
        for (int i = 0; i < payloads.length; i++) {
            messages[i] = RawMessage.builder(message.topic, payloads[i], Frames.ARRIVAL, i)
                    .device(message == DeviceMessage.TRACCAR ? null : Frames.DEVICE)
                    .build();
            if (decode() == null) {
                throw new IllegalStateException("no frame of " + messages[i]);
            }
        }
    }

    /** The decoder of the format. */
    @Benchmark
    public @Nullable Object decode() {
        decoded = null;
        decoder.decode(messages[next++ & (messages.length - 1)], this);
        return decoded;
    }

    /** Jackson's tree model: what a decoder that asks for it by name would start from. */
    @Benchmark
    public Object tree() {
        return jackson.readTree(payloads[next++ & (payloads.length - 1)]);
    }

    @Override
    public void frame(TelemetryFrame frame) {
        decoded = frame;
    }

    @Override
    public void availability(Availability availability) {}

    @Override
    public void reject(RejectReason reason, String detail) {
        throw new IllegalStateException(reason + ": " + detail);
    }
}
