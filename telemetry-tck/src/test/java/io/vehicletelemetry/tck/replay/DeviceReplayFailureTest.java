package io.vehicletelemetry.tck.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vehicletelemetry.core.model.SignalValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the author of a pair of files sees who made a mistake, and that nothing wrong passes. Columns are written with |. */
class DeviceReplayFailureTest {

    private static final String SETTING = "@subscribe|cars/{vehicle_id}|json\n";

    @TempDir
    Path folder;

    private final DeviceReplay replay = DeviceReplay.standard();

    private Path pair(String messages, String expected) throws IOException {
        Files.writeString(folder.resolve("car.expected.tsv"), expected.replace('|', '\t'));
        return Files.writeString(folder.resolve("car.tsv"), messages.replace('|', '\t'));
    }

    private String failure(String messages, String expected) throws IOException {
        Path file = pair(messages, expected);
        try {
            replay.verify(file);
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
        return "";
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            0|1|offline; expected offline, was running by data
            0|1|unknown; expected unknown, was known
            0|1|running by silence; was running by data
            9|1|transitions running offline; was running
            0|1|rpm=901; expected rpm=901, was 900
            0|1|rpm="900"; was 900
            0|1|gear=D; was absent
            0|1|rpm absent; was 900
            0|1|rpm observed 1; was 2026-03-01T12:00:00Z (0.0)
            0|1|rpm observed unknown; was 2026-03-01T12:00:00Z
            0|2|rpm=1; was absent
            0|2|running; was unknown
            0|*|vehicles=2; expected vehicles=2, was 1
            0|*|MALFORMED=1; expected MALFORMED=1, was 0
            """)
    void whatIsNotMetIsToldWithFileLineAndWhatHappenedLast(String expected, String told) throws IOException {
        assertThat(failure(SETTING + "0|cars/1|live|{\"rpm\":900}", "# one\n" + expected))
                .contains("car.tsv", "car.expected.tsv:2 at ", told, "car.tsv:2 at 0.0 s 0\tcars/1\tlive");
    }

    @Test
    void allThatIsNotMetIsTold() throws IOException {
        assertThat(failure(SETTING + "0|cars/1|live|{\"rpm\":900}", "0|1|rpm=1|offline\n1|1|rpm=2"))
                .contains("3 of 3", "rpm=1", "expected offline", "rpm=2");
    }

    @Test
    void whatNobodyExpectsIsAFailure() throws IOException {
        assertThat(failure(SETTING + "0|cars/1|live|{", "0|1|unknown"))
                .contains("MALFORMED was counted 1 times, and nothing is expected of it");
        assertThat(failure(SETTING + "0|bikes/1|live|{}", "0|1|unknown")).contains("1 messages are of no subscription");
        assertThat(failure(SETTING + "0|@race|cars/1|live|{}", "0|1|unknown")).contains("@race waits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            @subscribe|a/#/b|json; car.tsv:1; before its last level
            @subscribe|a|jsonn; car.tsv:1; allowed are json
            @subscribe|a|json|live-when=rpm >> 0; car.tsv:1; (position 5)
            @subscribe|a|json|offline-after=0; car.tsv:1; positive durations
            @subscribe|a|json|vehicle=1; car.tsv:1; allowed are offline-after
            @subscribe|a; car.tsv:1; no format in column 3
            @subscrib|a|json; car.tsv:1; allowed are @subscribe
            @unknown-devices|maybe; car.tsv:1; accept and ignore
            soon|a|live|{}; car.tsv:1; allowed are 12, 0.5
            -1|a|live|{}; car.tsv:1; offsets from 0
            0..5|a|live|{}; car.tsv:1; with a step
            0|a|yes|{}; car.tsv:1; live and retained
            0|a|live|hex:0; car.tsv:1; hex
            0|@stop; car.tsv:1; allowed are @disconnect
            0 a live {}; car.tsv:1;
            """)
    void aLineThatCannotBeReadIsToldWithItsPlace(String line, String place, String told) throws IOException {
        Path file = pair(line, "0|1|unknown");
        assertThatThrownBy(() -> replay.verify(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(told == null ? "" : told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            0|1|walking; allowed are running
            0|1; no expectation in column 3
            0|*|MALFORMD=1; MALFORMD
            0|*|running; vehicles=2
            0|1|rpm observed soon; soon
            """)
    void anExpectationThatCannotBeReadIsToldWithItsPlace(String line, String told) throws IOException {
        Path file = pair(SETTING, line);
        assertThatThrownBy(() -> replay.verify(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("car.expected.tsv:1")
                .hasMessageContaining(told);
    }

    @Test
    void aFolderWithoutAPairAndAPairThatExpectsNothingAreMistakes() throws IOException {
        assertThatThrownBy(() -> replay.tests(folder)).isInstanceOf(IllegalArgumentException.class);
        Path file = pair(SETTING, "# nothing yet");
        assertThatThrownBy(() -> replay.verify(file)).hasMessageContaining("expects nothing");
        assertThat(replay.tests(folder))
                .singleElement()
                .extracting(it -> it.getDisplayName())
                .isEqualTo("car");
    }

    @Test
    void aFormatAndARuleOfOnesOwnAreKnownByName() throws IOException {
        DeviceReplay own = replay.withFormat(
                        "acme",
                        (message, output) -> output.frame(message.frame()
                                .signal("rpm", Double.parseDouble(message.text()))
                                .build()))
                .withRule(
                        "fast",
                        evidence -> evidence.value("rpm") instanceof SignalValue.OfDecimal rpm && rpm.value() > 9);
        Path file = pair(
                "@subscribe|a/{vehicle_id}|acme|live-when=fast|name=rpm>revs\n@subscribe|b/{vehicle_id}|acme|live-when=fast\n"
                        + "0|a/1|live|12\n0|b/2|live|12",
                "0|1|revs=12|offline\n0|2|rpm=12|running");
        assertThatCode(() -> own.verify(file)).doesNotThrowAnyException();
    }
}
