package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.decode.TelemetryDecoder;
import io.vehicletelemetry.core.decode.TelemetryDecoders;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.TelemetryLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Plays a device's messages from a file through the real decoders, state tracker and pipeline, on virtual time, and holds
 * what comes of them against a second file. A new device is a pair of files and no code:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> devices() {
 *     return DeviceReplay.standard().tests(Path.of("src/test/resources/devices"));
 * }
 * }</pre>
 *
 * <p>Both files are UTF-8, columns are parted by one tab, empty lines and lines that start with {@code #} are comments.
 * Times are offsets from the start: seconds ({@code 12}, {@code 0.5}) or with units ({@code 200ms}, {@code 1h30m}).
 *
 * <p>{@code name.tsv} first says what is configured, as in the configuration of a server:
 *
 * <pre>
 * &#64;subscribe      topic with placeholders   format    [offline-after=10s] [live-when=rpm > 0] [vehicle-id=1] [name=from>to]
 * &#64;vehicle        id                        [offline-after=1m] [live-when=changed]
 * &#64;device         device                    vehicle
 * &#64;unknown-devices                          accept or ignore
 * &#64;offline-after  10s
 * &#64;start          2026-03-01T12:00:00Z      the wall clock at offset 0; this one by default
 * </pre>
 *
 * <p>then what happens, one event a line:
 *
 * <pre>
 * offset   topic   live or retained   payload: the rest of the line as text, or hex:7b7d for bytes
 * offset   &#64;disconnect, &#64;connect      the source loses its transport, or has it again
 * offset   &#64;move     device   vehicle    - for none
 * offset   &#64;clock    instant             the wall clock is set
 * offset   &#64;hold     topic filter         messages of these topics (all, without a filter) arrive, and are delivered only
 * offset   &#64;release                       when they are released
 * offset   &#64;race     topic   live or retained   payload    arrives after the next expiry was decided and before it takes effect
 * </pre>
 *
 * <p>An offset may be a range, {@code 0s..2h/5s}: the event at each step, both ends included; <code>${n}</code> in its
 * payload is the number of the step, from 0. Events of one offset happen in the order of the file. As in a server the
 * first subscription that matches a topic takes its messages.
 *
 * <p>{@code name.expected.tsv} says what holds after all that happened up to an offset:
 *
 * <pre>
 * offset   vehicle   running            or offline, or unknown for a vehicle that is not known
 *                    offline by silence the cause as well: data, silence, reported, source lost
 *                    transitions running offline    all changes of state that were told so far
 *                    rpm=802.5          a number (as good as equal), true, false, null, or a text, perhaps in quotes
 *                    rpm absent         no such signal
 *                    rpm observed 12.5  the time of a value: an offset, an instant, or unknown
 * offset   *         MALFORMED=2        how often something was rejected for a reason so far
 *                    unmatched=1        how many messages no subscription takes
 *                    vehicles=1         how many vehicles are known
 * </pre>
 *
 * <p>A line may have several of these, each in a column. What was rejected for a reason that the file does not name at all,
 * or is unmatched, is a failure, and so is whatever a pipeline must never do: a stage that fails, a subscriber that sees another snapshot
 * than the one that holds, or one twice.
 *
 * <p><em>Immutable.</em>
 */
public final class DeviceReplay {

    private static final String MESSAGES = ".tsv";
    private static final String EXPECTED = ".expected.tsv";

    private final Map<String, TelemetryDecoder> formats;
    private final Map<String, EvidenceRule> rules;

    private DeviceReplay(Map<String, TelemetryDecoder> formats, Map<String, EvidenceRule> rules) {
        this.formats = Map.copyOf(formats);
        this.rules = Map.copyOf(rules);
    }

    /**
     * Knows the built-in formats, with the default limits.
     *
     * @return the replay
     */
    public static DeviceReplay standard() {
        Map<String, TelemetryDecoder> formats = new HashMap<>();
        for (String name : TelemetryDecoders.names()) {
            formats.put(name, TelemetryDecoders.named(name, TelemetryLimits.defaults()));
        }
        return new DeviceReplay(formats, Map.of());
    }

    /**
     * Knows one more format, or another one of this name.
     *
     * @param name the format's name in the files
     * @param decoder what reads it
     * @return a replay that knows it too
     */
    public DeviceReplay withFormat(String name, TelemetryDecoder decoder) {
        Map<String, TelemetryDecoder> more = new HashMap<>(formats);
        more.put(name, Objects.requireNonNull(decoder, "decoder"));
        return new DeviceReplay(more, rules);
    }

    /**
     * Knows an evidence rule by name.
     *
     * @param name the rule's name in the files
     * @param rule the rule
     * @return a replay that knows it too
     */
    public DeviceReplay withRule(String name, EvidenceRule rule) {
        Map<String, EvidenceRule> more = new HashMap<>(rules);
        more.put(name, Objects.requireNonNull(rule, "rule"));
        return new DeviceReplay(formats, more);
    }

    /**
     * One test for every pair in a folder and the folders below it.
     *
     * @param folder where the files are
     * @return the tests, by name
     * @throws IllegalArgumentException if there is no pair: a misspelt folder would pass in silence
     * @throws UncheckedIOException if the folder cannot be read
     */
    public Stream<DynamicTest> tests(Path folder) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(
                            file -> name(file).endsWith(MESSAGES) && !name(file).endsWith(EXPECTED))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("folder " + folder + ": has no file *" + MESSAGES);
        }
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        folder.relativize(file).toString().replace(MESSAGES, ""), file.toUri(), () -> verify(file)));
    }

    /**
     * Plays one file and checks what comes of it.
     *
     * @param messages the file with the messages; the other one is beside it
     * @throws AssertionError if anything is not as expected; the message names file and line of each
     * @throws IllegalArgumentException if a line cannot be read; the message names file and line
     * @throws UncheckedIOException if a file cannot be read
     */
    public void verify(Path messages) {
        String name = name(messages);
        if (!name.endsWith(MESSAGES)) {
            throw new IllegalArgumentException("messages " + messages + ": allowed are files *" + MESSAGES);
        }
        Path expected = messages.resolveSibling(name.substring(0, name.length() - MESSAGES.length()) + EXPECTED);
        Script script = ScriptReader.read(messages, formats, rules);
        new Playback(script, Expectation.read(expected)).verify();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
