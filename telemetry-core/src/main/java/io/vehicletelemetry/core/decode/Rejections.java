package io.vehicletelemetry.core.decode;

import io.vehicletelemetry.core.model.RejectReason;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left out of a message. Kept back until the whole message proved readable, so that a broken one counts once.
 *
 * <p><em>Confined to one thread at a time: one message, then discarded.</em>
 */
final class Rejections {

    private record Rejection(RejectReason reason, String detail) {}

    private final List<Rejection> all = new ArrayList<>(0);

    void add(RejectReason reason, String detail) {
        all.add(new Rejection(reason, detail));
    }

    void addAll(Rejections others) {
        all.addAll(others.all);
    }

    void report(TelemetryDecoder.Output output) {
        for (Rejection rejection : all) {
            output.reject(rejection.reason(), rejection.detail());
        }
    }
}
