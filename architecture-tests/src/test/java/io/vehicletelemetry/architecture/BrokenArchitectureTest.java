package io.vehicletelemetry.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule reports the fixtures that break it: none of them holds only because it looks at nothing. */
final class BrokenArchitectureTest {

    private static final String BASE = BrokenArchitectureTest.class.getPackageName() + ".fixture";

    private static final Map<String, List<String>> OFFENDERS = Map.ofEntries(
            entry("module core", List.of("core.model.SeesMqtt")),
            entry("module dashboard", List.of("dashboard.SeesWebsocket")),
            entry("module jdbc", List.of("jdbc.SeesWebsocket")),
            entry("module mqtt", List.of("mqtt.SeesWebsocket", "mqtt.SeesSpring")),
            entry("module websocket", List.of("websocket.SeesMqtt", "websocket.SeesSpring")),
            entry("module tck", List.of("tck.SeesSpring", "tck.SeesMqtt")),
            entry("module spring", List.of("spring.SeesTck")),
            entry("technology dashboard", List.of("dashboard.UsesSql")),
            entry("technology jdbc", List.of("jdbc.UsesSpring")),
            entry("technology mqtt", List.of("mqtt.UsesServlet", "mqtt.UsesSpring")),
            entry("technology websocket", List.of("websocket.UsesHiveMq")),
            entry("technology tck", List.of("tck.UsesSpring")),
            entry("stage model", List.of("core.model.SeesLatest", "core.model.SeesFacade")),
            entry("stage source", List.of("core.source.SeesDecode")),
            entry("stage decode", List.of("core.decode.SeesSource")),
            entry("stage latest", List.of("core.latest.SeesState")),
            entry("stage state", List.of("core.state.SeesBroadcast")),
            entry("stage broadcast", List.of("core.broadcast.SeesLatest")),
            entry("stage history", List.of("core.history.SeesLatest")),
            entry("core packages are known", List.of("core.internal.Unknown")),
            entry(
                    "core needs the JDK, JSpecify and Jackson alone",
                    List.of(
                            "core.state.UsesSql",
                            "core.state.UsesSpring",
                            "core.source.UsesHiveMq",
                            "core.broadcast.UsesWebSocket",
                            "core.broadcast.UsesServlet")),
            entry("Jackson stays in decode", List.of("core.model.UsesJackson")),
            entry(
                    "no cycles",
                    List.of("core.latest.SeesState", "core.state.SeesBroadcast", "core.broadcast.SeesLatest")),
            entry("the demo is a device like any other", List.of("examples.dashboard.demo.SeesStarter")));

    private final Map<String, ArchRule> rules = new Architecture(BASE).rules();
    private final JavaClasses fixtures = new ClassFileImporter().importPackages(BASE);

    @TestFactory
    Stream<DynamicTest> reports() {
        return rules.entrySet().stream()
                .map(rule -> dynamicTest(
                        rule.getKey(), () -> assertThat(report(rule.getValue())).contains(offenders(rule.getKey()))));
    }

    @Test
    void hasAnOffenderForEveryRule() {
        assertThat(OFFENDERS.keySet()).isEqualTo(rules.keySet());
    }

    private String report(ArchRule rule) {
        return String.join("\n", rule.evaluate(fixtures).getFailureReport().getDetails());
    }

    private static List<String> offenders(String rule) {
        return OFFENDERS.getOrDefault(rule, List.of()).stream()
                .map(name -> BASE + "." + name)
                .toList();
    }
}
