package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is written under {@code telemetry}. An unknown key stops the start: a misspelt one would have no effect in silence.
 *
 * @param offlineAfter Silence after which a vehicle is offline, where neither it nor its subscription has its own.
 * @param mqtt MQTT.
 * @param devices Which vehicle a device is in.
 * @param unknownDevices What becomes of a device that is mapped to no vehicle.
 * @param vehicles What differs for single vehicles.
 * @param limits Bounds on what devices may send.
 * @param history What is kept of the past.
 * @param websocket WebSocket.
 * @param rest REST.
 * @param dashboard The web dashboard.
 */
@ConfigurationProperties(value = TelemetryProperties.PREFIX, ignoreUnknownFields = false)
record TelemetryProperties(
        @DefaultValue("10s") Duration offlineAfter,
        @NestedConfigurationProperty @DefaultValue MqttProperties mqtt,
        @DefaultValue List<Device> devices,
        @DefaultValue("accept") UnknownDevices unknownDevices,
        @DefaultValue List<Vehicle> vehicles,
        @NestedConfigurationProperty @DefaultValue LimitsProperties limits,
        @NestedConfigurationProperty @DefaultValue HistoryProperties history,
        @NestedConfigurationProperty @DefaultValue WebSocketProperties websocket,
        @NestedConfigurationProperty @DefaultValue RestProperties rest,
        @NestedConfigurationProperty @DefaultValue DashboardProperties dashboard)
        implements InitializingBean {

    static final String PREFIX = "telemetry";

    /** Looks at the values once all are bound, so that an unknown key is told before a missing one. */
    @Override
    public void afterPropertiesSet() {
        Setting.named(PREFIX + ".offline-after", offlineAfter).isOfflineAfter();
        mqtt.check();
        checkDevices();
        checkVehicles();
        limits.check(PREFIX + ".limits");
        history.check(mqtt.clientId());
        websocket.check(PREFIX + ".websocket");
        rest.check(PREFIX + ".rest");
        dashboard.check(PREFIX + ".dashboard");
    }

    private void checkDevices() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < devices.size(); i++) {
            String key = PREFIX + ".devices[" + i + "]";
            Setting<String> device =
                    Setting.named(key + ".device", devices.get(i).device()).isText();
            if (!seen.add(device.value())) {
                throw device.refused("it is in the list already; allowed is one entry a device");
            }
            Setting.named(key + ".vehicle", devices.get(i).vehicle()).isText().map(VehicleId::of);
        }
    }

    static String vehicleKey(int index) {
        return PREFIX + ".vehicles[" + index + "]";
    }

    private void checkVehicles() {
        Set<VehicleId> seen = new HashSet<>();
        for (int i = 0; i < vehicles.size(); i++) {
            String key = vehicleKey(i);
            Setting<String> id =
                    Setting.named(key + ".id", vehicles.get(i).id()).isText();
            if (!seen.add(id.map(VehicleId::of))) {
                throw id.refused("it is in the list already; allowed is one entry a vehicle");
            }
            Duration own = vehicles.get(i).offlineAfter();
            if (own != null) {
                Setting.named(key + ".offline-after", own).isOfflineAfter();
            }
            Setting.checkText(key + ".live-when", vehicles.get(i).liveWhen());
        }
    }

    /** What becomes of a device that is mapped to no vehicle. */
    enum UnknownDevices {
        /** It is a vehicle of its own name. */
        ACCEPT,
        /** It is ignored and counted. */
        IGNORE
    }

    /**
     * A device and its vehicle.
     *
     * @param device Name of the device, as the topic has it.
     * @param vehicle Id of the vehicle that it is in.
     */
    record Device(@Nullable String device, @Nullable String vehicle) {}

    /**
     * What differs for one vehicle.
     *
     * @param id Id of the vehicle.
     * @param offlineAfter Silence after which this vehicle is offline.
     * @param liveWhen Which live messages are evidence that this vehicle runs, before the rule of a subscription: changed, ignition, a comparison such as rpm > 0, or the name of an EvidenceRule bean.
     */
    record Vehicle(
            @Nullable String id,
            @Nullable Duration offlineAfter,
            @Nullable String liveWhen) {}
}
