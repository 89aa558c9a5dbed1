package io.vehicletelemetry.tck.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a kit against one implementation, and tells which of its tests failed. */
final class KitRun {

    private static final int MAX_LINE = 240;

    private final Events tests;

    private KitRun(Events tests) {
        this.tests = tests;
    }

    static KitRun of(Class<?> kit) {
        return new KitRun(EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(kit))
                .execute()
                .testEvents());
    }

    /** Fails unless something failed and everything that failed is a test of this rule. */
    static void assertOnlyRuleFails(String rule, Class<?> brokenKit) {
        KitRun run = of(brokenKit);
        Map<String, String> failed = run.failed();
        System.getLogger(KitRun.class.getName())
                .log(System.Logger.Level.INFO, brokenKit.getSimpleName() + " breaks " + rule + ": " + failed);

        assertThat(run.tests.started().count()).as("tests of the kit").isGreaterThan(8);
        assertThat(failed)
                .as("tests that failed for %s", brokenKit.getSimpleName())
                .isNotEmpty();
        assertThat(failed.keySet())
                .as("tests that failed for %s: %s", brokenKit.getSimpleName(), failed)
                .allMatch(test -> test.startsWith(rule + "_"));
    }

    /** The tests that failed, each with what it said in one line. */
    Map<String, String> failed() {
        Map<String, String> failed = new TreeMap<>();
        for (Event event : tests.failed().list()) {
            String message = event.getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .map(Throwable::toString)
                    .orElse("");
            String line = message.strip().replaceAll("\\s+", " ");
            failed.put(name(event), line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line);
        }
        return failed;
    }

    private static String name(Event event) {
        return Objects.requireNonNull(event.getTestDescriptor().getDisplayName())
                .replaceAll("\\(.*", "");
    }
}
