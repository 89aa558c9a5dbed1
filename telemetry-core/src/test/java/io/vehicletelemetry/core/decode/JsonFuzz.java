package io.vehicletelemetry.core.decode;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The format {@code json}, fuzzed: a class of its own, because a JVM fuzzes one thing. */
class JsonFuzz {

    private static final FuzzedDecoder DECODER = new FuzzedDecoder("json");

    static Stream<Arguments> seeds() {
        return DECODER.seeds();
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "fuzz.dict")
    @FuzzTest
    void whateverComes(byte[] input) {
        DECODER.decode(input);
    }
}
