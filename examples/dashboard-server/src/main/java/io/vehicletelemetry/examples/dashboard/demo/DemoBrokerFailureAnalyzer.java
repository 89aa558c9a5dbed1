package io.vehicletelemetry.examples.dashboard.demo;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which key to change when the broker cannot have its address. */
final class DemoBrokerFailureAnalyzer extends AbstractFailureAnalyzer<DemoBrokerFailedException> {
    private static final String OTHER_PORT = """
            Is another broker running there? Then one of these:
              - choose another port: --%s=%d
              - use the other broker: --%s=false
              - stop the other broker.""";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DemoBrokerFailedException failure) {
        return new FailureAnalysis(failure.getMessage(), action(failure), failure);
    }

    private static String action(DemoBrokerFailedException failure) {
        if (failure.key() == DemoKey.BIND) {
            return "Change %s: allowed is %s.".formatted(DemoKey.BIND.key(), DemoKey.BIND.allowed());
        }
        int other = failure.port() == 65_535 ? 1883 : failure.port() + 1;
        return OTHER_PORT.formatted(DemoKey.PORT.key(), other, DemoKey.BROKER_ENABLED.key());
    }
}
