package io.vehicletelemetry.core.decode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A good message of each format, and a few of its other topics: for what holds of all formats. */
enum Samples {
    JSON(
            "json",
            "fleet/device1",
            "{\"a\":{\"b\":1},\"é\":\"\\ud83d\\ude97\",\"c\":[-1.5e3],\"ts\":\"2025-11-27T15:04:47Z\"}"),
    RECORDS("json", "fleet/device1", "[{\"ts\":1764255887,\"rpm\":1},{\"vehicle_id\":7,\"rpm\":\"2\"}]"),
    WICAN(
            "wican",
            "wican/device1/can/rx",
            "{\"0C-EngineRPM\":1605,\"TYRE_P_FL\":33,\"LOCK\":\"on\",\"timestamp\":1764255905}"),
    WICAN_STATUS("wican", "wican/device1/can/status", "{\"status\": \"online\"}"),
    WICAN_VALUE("wican", "wican/device1/SOC", "71.50"),
    WICAN_CAN(
            "wican-can",
            "wican/device1/can/rx",
            "{\"bus\":\"0\",\"type\":\"rx\",\"ts\":34610,\"frame\":[{\"id\":2024,\"dlc\":8,\"rtr\":false,\"extd\":false,"
                    + "\"data\":[6,65,12,39,16,13,50,170]}]}"),
    OVMS("ovms", "ovms/demo/device1/metric/v/t/pressure", "244.1,243.0,248.8,249.9"),
    OVMS_SWITCH("ovms", "ovms/demo/device1/metric/v/e/on", "yes"),
    OVMS_STATUS("ovms", "ovms/demo/device1/metric/s/v3/connected", "yes"),
    TESLAMATE("teslamate", "teslamate/cars/device1/speed", "65"),
    TESLAMATE_PLACE("teslamate", "teslamate/cars/device1/location", "{\"latitude\":36.8065,\"longitude\":10.1815}"),
    TESLAMATE_STATE("teslamate", "teslamate/cars/device1/state", "asleep"),
    OWNTRACKS(
            "owntracks",
            "owntracks/jane/device1",
            "{\"_type\":\"location\",\"lat\":46.0690,\"lon\":11.1540,\"tst\":1764255890,\"vel\":54,\"batt\":46,\"ign\":1}"),
    OWNTRACKS_WILL("owntracks", "owntracks/jane/device1", "{\"_type\":\"lwt\",\"tst\":1764255999}"),
    TRACCAR(
            "traccar",
            "traccar/positions",
            "{\"position\":{\"attributes\":{\"rpm\":2500,\"obdSpeed\":65,\"ignition\":true,\"odometer\":1e5},"
                    + "\"fixTime\":\"2025-11-27T15:04:10.000+00:00\",\"valid\":true,\"latitude\":-32.7275,"
                    + "\"speed\":35.3672,\"network\":null},\"device\":{\"uniqueId\":\"device1\",\"status\":\"online\"}}");

    final String format;
    final String topic;
    private final String payload;

    Samples(String format, String topic, String payload) {
        this.format = format;
        this.topic = topic;
        this.payload = payload;
    }

    byte[] payload() {
        return payload.getBytes(StandardCharsets.UTF_8);
    }

    RawMessage message(byte[] other) {
        return Trial.message(topic, other).device("device1").build();
    }

    RawMessage message(String other) {
        return message(other.getBytes(StandardCharsets.UTF_8));
    }

    Trial trial(byte[] other) {
        return Trial.of(format, message(other));
    }

    boolean isJson() {
        return payload.startsWith("{") || payload.startsWith("[");
    }

    static Samples of(String format) {
        return Stream.of(values())
                .filter(sample -> sample.format.equals(format))
                .findFirst()
                .orElseThrow();
    }

    static List<String> topics(String format) {
        return Stream.of(values())
                .filter(sample -> sample.format.equals(format))
                .map(sample -> sample.topic)
                .toList();
    }
}
