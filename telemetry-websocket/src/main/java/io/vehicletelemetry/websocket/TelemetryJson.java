package io.vehicletelemetry.websocket;

import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.core.model.VehicleState;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The objects of the wire protocol as JSON text: what a WebSocket frame carries, and what REST answers with.
 *
 * <p>Integers stay integers; decimals have the shortest form that reads back the same; there is no {@code NaN} and no
 * infinity. Times are RFC 3339 in UTC with {@code Z}, in milliseconds or as precise as they are known.
 *
 * <p><em>Thread-safe.</em> Stateless.
 */
public final class TelemetryJson {

    static final String VEHICLE_ID = "vehicle_id";

    private static final String UPDATE = "telemetry_update";
    private static final int FRAME_LENGTH = 200;
    private static final int SIGNAL_LENGTH = 32;

    private TelemetryJson() {}

    /**
     * One vehicle: the base frame.
     *
     * @param snapshot what is known of the vehicle
     * @return a {@code telemetry_update} with the state and all last known signals
     */
    public static String update(VehicleSnapshot snapshot) {
        return update(snapshot, SignalSelection.ALL);
    }

    /**
     * One vehicle, and how old each value is.
     *
     * @param snapshot what is known of the vehicle
     * @param sentAt the time of sending, by the wall clock
     * @return a {@code telemetry_update} with the state, all last known signals, and {@code ages}: of each signal the
     *     seconds from its observation to the sending, not less than 0; null where nobody knows
     */
    public static String updateWithAges(VehicleSnapshot snapshot, Instant sentAt) {
        return updateWithAges(snapshot, SignalSelection.ALL, sentAt);
    }

    /**
     * No vehicle: what is sent where none is known.
     *
     * @param madeAt the time of making, by the wall clock
     * @return a {@code telemetry_update} that is offline, without data
     */
    public static String empty(Instant madeAt) {
        return Json.object(FRAME_LENGTH, json -> {
            json.writeStringProperty("type", UPDATE);
            json.writeStringProperty("state", VehicleState.OFFLINE.wireName());
            json.writeName("data").writeStartObject().writeEndObject();
            Json.writeTime(json, "timestamp", madeAt);
        });
    }

    /**
     * Several vehicles without their values.
     *
     * @param snapshots what is known, in any order
     * @return an object with the array {@code vehicles}, sorted by id: of each the {@code vehicle_id}, {@code state},
     *     {@code state_since}, {@code timestamp} and the names of its {@code signals}
     */
    public static String vehicles(Collection<VehicleSnapshot> snapshots) {
        return Json.object(FRAME_LENGTH * (snapshots.size() + 1), json -> {
            json.writeName("vehicles").writeStartArray();
            snapshots.stream()
                    .sorted(Comparator.comparing(VehicleSnapshot::vehicle))
                    .forEach(snapshot -> writeVehicle(json, snapshot));
            json.writeEndArray();
        });
    }

    /** What of the signals a client wants to see: a whole update. */
    static String update(VehicleSnapshot snapshot, SignalSelection selection) {
        int length = FRAME_LENGTH + SIGNAL_LENGTH * selection.size(snapshot.signals());
        return encode(length, snapshot, selection, null, null);
    }

    /** The same, and how old each value is. */
    static String updateWithAges(VehicleSnapshot snapshot, SignalSelection selection, Instant sentAt) {
        int length = FRAME_LENGTH + 2 * SIGNAL_LENGTH * selection.size(snapshot.signals());
        return encode(length, snapshot, selection, null, sentAt);
    }

    /** What changed of them since an earlier snapshot of the same vehicle and epoch. */
    static String delta(VehicleSnapshot base, VehicleSnapshot snapshot, SignalSelection selection) {
        return encode(FRAME_LENGTH, snapshot, selection, base, null);
    }

    /** The same, and how old each value is that changed or was observed anew since then. */
    static String deltaWithAges(
            VehicleSnapshot base, VehicleSnapshot snapshot, SignalSelection selection, Instant sentAt) {
        return encode(2 * FRAME_LENGTH, snapshot, selection, base, sentAt);
    }

    /**
     * One method, though it is long: the JVM's compiler takes none of more than 325 bytes of code into its callers. A
     * shorter one it takes into each method of a session's turn in turn, with much of the JSON library, and on two
     * processors works on that for 10 s, while a thousand clients that have just come wait for everything else.
     */
    private static String encode(
            int expectedLength,
            VehicleSnapshot snapshot,
            SignalSelection selection,
            @Nullable VehicleSnapshot base,
            @Nullable Instant sentAt) {
        StringWriter text = new StringWriter(expectedLength);
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("type", UPDATE);
            json.writeStringProperty("state", snapshot.state().wireName());
            json.writeName("data").writeStartObject();
            Json.writeVehicleId(json, snapshot.vehicle());
            Signals signals = snapshot.signals();
            for (int i = 0; i < signals.size(); i++) {
                if ((base == null || signals.changedAt(i) > base.revision()) && selection.includes(signals.name(i))) {
                    Json.writeSignal(json, signals.name(i), signals.value(i));
                }
            }
            json.writeEndObject();
            Json.writeTime(json, "timestamp", snapshot.timestamp());
            json.writeNumberProperty("revision", snapshot.revision());
            json.writeStringProperty("epoch", snapshot.epoch());
            Json.writeTime(json, "state_since", snapshot.stateSince());
            if (sentAt != null) {
                long now = Signals.micros(sentAt);
                json.writeName(SubscriptionOptions.AGES).writeStartObject();
                for (int i = 0; i < signals.size(); i++) {
                    if (selection.includes(signals.name(i))
                            && (base == null || SignalSelection.isNews(base, signals, i))) {
                        json.writeName(signals.name(i));
                        long observed = signals.observedMicros(i);
                        if (observed == Signals.UNKNOWN_TIME) {
                            json.writeNull();
                        } else {
                            json.writeNumber(
                                    Math.round(Math.max(0, now - observed) / 1e3) / 1e3); // in whole milliseconds
                        }
                    }
                }
                json.writeEndObject();
            }
            if (base != null) {
                json.writeBooleanProperty("delta", true);
                json.writeNumberProperty("base_revision", base.revision());
                List<String> removed = selection.gone(base.signals(), signals);
                if (!removed.isEmpty()) {
                    json.writeName("removed").writeStartArray();
                    removed.forEach(json::writeString);
                    json.writeEndArray();
                }
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void writeVehicle(JsonGenerator json, VehicleSnapshot snapshot) {
        json.writeStartObject();
        Json.writeVehicleId(json, snapshot.vehicle());
        json.writeStringProperty("state", snapshot.state().wireName());
        Json.writeTime(json, "state_since", snapshot.stateSince());
        Json.writeTime(json, "timestamp", snapshot.timestamp());
        json.writeName("signals").writeStartArray();
        Signals signals = snapshot.signals();
        for (int i = 0; i < signals.size(); i++) {
            json.writeString(signals.name(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
