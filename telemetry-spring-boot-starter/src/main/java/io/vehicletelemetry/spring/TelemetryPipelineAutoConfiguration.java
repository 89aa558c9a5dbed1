package io.vehicletelemetry.spring;

import io.vehicletelemetry.core.DeviceAssignments;
import io.vehicletelemetry.core.DeviceDirectory;
import io.vehicletelemetry.core.PipelineListener;
import io.vehicletelemetry.core.PipelineTimer;
import io.vehicletelemetry.core.TelemetryPipeline;
import io.vehicletelemetry.core.TelemetryPipelineBuilder;
import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.history.HistoryRecorder;
import io.vehicletelemetry.core.history.HistoryRestorer;
import io.vehicletelemetry.core.latest.LatestSnapshots;
import io.vehicletelemetry.core.model.EvidenceRule;
import io.vehicletelemetry.core.model.TelemetryLimits;
import io.vehicletelemetry.core.model.TimeSource;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.source.TelemetrySource;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import io.vehicletelemetry.spring.TelemetryProperties.Device;
import io.vehicletelemetry.spring.TelemetryProperties.UnknownDevices;
import io.vehicletelemetry.spring.TelemetryProperties.Vehicle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The pipeline from all {@link TelemetrySource} beans, where there is one. Every part of it is a bean or can be replaced by
 * one: {@link DeviceDirectory} (the default is a {@link DeviceAssignments}, which can be changed), {@link VehicleStateTracker}, {@link Broadcaster}, {@link LatestSnapshots},
 * {@link TelemetryLimits}, {@link TimeSource}, {@link PipelineTimer}; all {@link PipelineListener} beans observe it.
 *
 * <p><em>Immutable.</em>
 */
@AutoConfiguration(after = TelemetryMqttAutoConfiguration.class)
@ConditionalOnClass(TelemetryPipeline.class)
@ConditionalOnBean(TelemetrySource.class)
@ConditionalOnMissingBean(TelemetryPipeline.class)
@EnableConfigurationProperties(TelemetryProperties.class)
public final class TelemetryPipelineAutoConfiguration {

    TelemetryPipelineAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(DeviceDirectory.class)
    DeviceAssignments telemetryDeviceAssignments(TelemetryProperties properties) {
        Map<String, VehicleId> devices = new LinkedHashMap<>();
        for (Device device : properties.devices()) {
            devices.put(String.valueOf(device.device()), VehicleId.of(String.valueOf(device.vehicle())));
        }
        return properties.unknownDevices() == UnknownDevices.IGNORE
                ? DeviceAssignments.ignoringUnknown(devices)
                : DeviceAssignments.acceptingUnknown(devices);
    }

    @Bean
    @ConditionalOnMissingBean
    VehicleStateTracker telemetryStateTracker() {
        return VehicleStateTracker.silence();
    }

    @Bean
    @ConditionalOnMissingBean
    LatestSnapshots telemetryLatestSnapshots(TelemetryProperties properties, ObjectProvider<TelemetryLimits> limits) {
        return new LatestSnapshots(limits.getIfAvailable(properties.limits()::toLimits));
    }

    @Bean
    TelemetryPipeline telemetryPipeline(
            TelemetryProperties properties,
            DeviceDirectory devices,
            VehicleStateTracker tracker,
            LatestSnapshots latest,
            ListableBeanFactory beans,
            ObjectProvider<TelemetrySource> sources,
            ObjectProvider<TelemetryLimits> limits,
            ObjectProvider<PipelineListener> listeners,
            ObjectProvider<HistoryRecorder> recorder,
            ObjectProvider<HistoryRestorer> restorer,
            ObjectProvider<Broadcaster> broadcaster,
            ObjectProvider<TimeSource> time,
            ObjectProvider<PipelineTimer> timer,
            ObjectProvider<TelemetryPipelineCustomizer> customizers) {
        TelemetryPipelineBuilder pipeline = TelemetryPipeline.builder()
                .offlineAfter(properties.offlineAfter())
                .devices(devices)
                .tracker(tracker)
                .latest(latest)
                .limits(limits.getIfAvailable(properties.limits()::toLimits));
        addVehicles(pipeline, properties, new EvidenceRules(beans.getBeansOfType(EvidenceRule.class)));
        sources.orderedStream().forEach(pipeline::source);
        listeners.orderedStream().forEach(pipeline::listener);
        recorder.ifAvailable(pipeline::recorder);
        restorer.ifAvailable(pipeline::restorer);
        broadcaster.ifAvailable(pipeline::broadcaster);
        time.ifAvailable(pipeline::time);
        timer.ifAvailable(pipeline::timer);
        customizers.orderedStream().forEach(customizer -> customizer.customize(pipeline));
        return pipeline.build();
    }

    private static void addVehicles(
            TelemetryPipelineBuilder pipeline, TelemetryProperties properties, EvidenceRules rules) {
        for (int i = 0; i < properties.vehicles().size(); i++) {
            Vehicle vehicle = properties.vehicles().get(i);
            VehicleId id = VehicleId.of(String.valueOf(vehicle.id()));
            Duration offlineAfter = vehicle.offlineAfter();
            if (offlineAfter != null) {
                pipeline.offlineAfter(id, offlineAfter);
            }
            EvidenceRule liveWhen = rules.written(TelemetryProperties.vehicleKey(i) + ".live-when", vehicle.liveWhen());
            if (liveWhen != null) {
                pipeline.liveWhen(id, liveWhen);
            }
        }
    }
}
