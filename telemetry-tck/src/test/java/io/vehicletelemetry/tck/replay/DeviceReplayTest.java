package io.vehicletelemetry.tck.replay;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every pair of files below {@code replay}: the rules of liveness and time, and the formats. */
class DeviceReplayTest {

    @TestFactory
    Stream<DynamicTest> pairs() {
        return DeviceReplay.standard().tests(Path.of("src/test/resources/replay"));
    }
}
