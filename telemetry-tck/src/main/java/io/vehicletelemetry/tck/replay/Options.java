package io.vehicletelemetry.tck.replay;

import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns {@code key=value} of a directive. Confined to one thread at a time. */
final class Options {

    private final Map<String, EvidenceRule> rules;
    private final Map<String, String> names = new HashMap<>();
    private @Nullable Duration offlineAfter;
    private @Nullable EvidenceRule liveWhen;
    private @Nullable VehicleId vehicle;

    Options(Line line, int from, Map<String, EvidenceRule> rules) {
        this.rules = rules;
        List<String> columns = line.columns(-1);
        for (String column : columns.subList(Math.min(from, columns.size()), columns.size())) {
            int equals = column.indexOf('=');
            if (equals < 0) {
                throw line.bad("option " + column + ": allowed are key=value");
            }
            String value = column.substring(equals + 1);
            if (!line.told(() -> take(column.substring(0, equals), value))) {
                throw line.bad("option " + column + ": allowed are offline-after, live-when, vehicle-id, name=from>to");
            }
        }
    }

    private boolean take(String key, String value) {
        switch (key) {
            case "offline-after" -> offlineAfter = Offset.parse(value);
            case "live-when" -> liveWhen = rules.containsKey(value) ? rules.get(value) : EvidenceRule.parse(value);
            case "vehicle-id" -> vehicle = VehicleId.of(value);
            case "name" -> {
                String[] fromTo = value.split(">", -1);
                if (fromTo.length != 2) {
                    return false;
                }
                names.put(fromTo[0], fromTo[1]);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    Map<String, String> names() {
        return names;
    }

    @Nullable
    Duration offlineAfter() {
        return offlineAfter;
    }

    @Nullable
    EvidenceRule liveWhen() {
        return liveWhen;
    }

    @Nullable
    VehicleId vehicle() {
        return vehicle;
    }
}
