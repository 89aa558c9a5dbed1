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

    private List<Rejection> all = List.of();

    void add(RejectReason reason, String detail) {
        if (all.isEmpty()) {
            all = new ArrayList<>();
        }
        all.add(new Rejection(reason, detail));
    }

    boolean has(RejectReason reason) {
        for (Rejection rejection : all) {
            if (rejection.reason() == reason) {
                return true;
            }
        }
        return false;
    }

    void report(TelemetryDecoder.Output output) {
        for (Rejection rejection : all) {
            output.reject(rejection.reason(), rejection.detail());
        }
    }
}
