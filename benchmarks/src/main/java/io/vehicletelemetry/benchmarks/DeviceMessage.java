package io.vehicletelemetry.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One message of each format, as devices send them, with other values each time. */
public enum DeviceMessage {
    /** Six signals and a time. */
    JSON(
            "json",
            "vehicles/1/telemetry",
            "{\"timestamp\":1764255887,\"rpm\":2500,\"vehicle_speed\":65.5,\"coolant_temperature\":87.3,\"engine_load\":45.2,"
                    + "\"control_module_voltage\":13.8,\"fuel_rail_pressure\":350.2}"),
    /** The same, nested. */
    JSON_NESTED(
            "json",
            "vehicles/1/telemetry",
            "{\"ts\":1764255887,\"engine\":{\"rpm\":2500,\"load\":45.2},\"speed\":65.5,\"cells\":[4.11,4.09,4.10],\"name\":\"box\"}"),
    /** Grouped: all 41 keys. */
    WICAN_GROUPED("wican", "wican/1/can/rx", null),
    /** Ungrouped: one key. */
    WICAN_SINGLE("wican", "wican/1/can/rx", "{\"0C-EngineRPM\":802.5}"),
    /** Two CAN frames with an answer each. */
    WICAN_CAN(
            "wican-can",
            "wican/1/can/rx",
            "{\"bus\":\"0\",\"type\":\"rx\",\"ts\":34610,\"frame\":[{\"id\":2024,\"dlc\":8,\"rtr\":false,\"extd\":false,"
                    + "\"data\":[6,65,12,39,16,13,50,170]},{\"id\":2025,\"dlc\":8,\"rtr\":false,\"extd\":false,"
                    + "\"data\":[3,65,5,127,170,170,170,170]}]}"),
    /** One metric. */
    OVMS("ovms", "ovms/demo/car/metric/v/p/speed", "65.5"),
    /** One field. */
    TESLAMATE("teslamate", "teslamate/cars/1/odometer", "12345.67"),
    /** A car tracker's location. */
    OWNTRACKS(
            "owntracks",
            "owntracks/jane/car",
            "{\"_type\":\"location\",\"lat\":46.0690,\"lon\":11.1540,\"tst\":1764255890,\"vel\":54,\"cog\":180,\"alt\":212,"
                    + "\"batt\":46,\"rpm\":2500,\"ign\":true}"),
    /** A position with what OBD-II says. */
    TRACCAR(
            "traccar",
            "traccar/positions",
            "{\"position\":{\"id\":0,\"attributes\":{\"rpm\":2500,\"obdSpeed\":65,\"coolantTemp\":87,\"ignition\":true,"
                    + "\"odometer\":1234567.8},\"deviceId\":1,\"protocol\":\"teltonika\",\"serverTime\":\"2025-11-27T15:04:11.000+00:00\","
                    + "\"deviceTime\":\"2025-11-27T15:04:10.000+00:00\",\"fixTime\":\"2025-11-27T15:04:10.000+00:00\",\"valid\":true,"
                    + "\"latitude\":-32.7275,\"longitude\":150.1503,\"altitude\":51.0,\"speed\":35.3672,\"course\":89.0,"
                    + "\"network\":null},\"device\":{\"id\":1,\"uniqueId\":\"861234567890123\",\"status\":\"online\"}}");

    private static final int COUNT = 64;
    /** A value, of which the last digit may be another one: no text, and no id, length or time. */
    private static final Pattern VALUE = Pattern.compile(
            "(?<!\"id\":)(?<!\"dlc\":)(?<!ts\":)(?<!\"timestamp\":)(?<!\"tst\":)(?<=[:,\\[]|^)-?[0-9.]*[0-9](?=[,}\\]]|$)");

    final String format;
    final String topic;
    private final String payload;

    DeviceMessage(String format, String topic, @Nullable String payload) {
        this.format = format;
        this.topic = topic;
        this.payload = payload == null ? resource("wican-grouped.json") : payload;
    }

    /** As many messages as there are, each with other last digits. */
    byte[][] payloads() {
        byte[][] all = new byte[COUNT][];
        Random random = new Random(17);
        for (int k = 0; k < COUNT; k++) {
            Matcher value = VALUE.matcher(payload);
            String other = value.replaceAll(found -> {
                String text = found.group();
                boolean raw = format.equals("wican-can") && text.length() < 3 && !text.equals("50");
                return raw ? text : text.substring(0, text.length() - 1) + random.nextInt(10);
            });
            all[k] = other.getBytes(StandardCharsets.UTF_8);
        }
        return all;
    }

    private static String resource(String name) {
        try (InputStream in = DeviceMessage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + DeviceMessage.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
