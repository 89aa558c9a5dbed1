package io.vehicletelemetry.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against RFC 6455, section 5.2. */
class FrameTest {

    @Test
    void theExampleOfTheStandard() { // section 5.7: an unmasked text message in one frame
        assertThat(HexFormat.of().formatHex(new Frame("Hello").wire())).isEqualTo("810548656c6c6f");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8100",
        "125, 817d",
        "126, 817e007e",
        "32768, 817e8000",
        "65535, 817effff",
        "65536, 817f0000000000010000"
    })
    void theLengthTakesAsFewBytesAsItCan(int length, String header) {
        byte[] wire = new Frame("x".repeat(length)).wire();
        int start = header.length() / 2;
        assertThat(HexFormat.of().formatHex(wire, 0, start)).isEqualTo(header);
        assertThat(Arrays.copyOfRange(wire, start, wire.length))
                .isEqualTo("x".repeat(length).getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
    void thePayloadIsTheText(int length) {
        String text = "x".repeat(length);
        assertThat(UTF_8.decode(new Frame(text).payload()).toString()).isEqualTo(text);
    }

    @Test
    void lengthIsThatOfTheBytes() {
        assertThat(new Frame("21 °C, 7 €").wire()).startsWith(0x81, 13).hasSize(15);
    }

    @Test
    void madeOnce() {
        Frame frame = new Frame("{}");
        assertThat(frame.wire()).isSameAs(frame.wire());
    }
}
