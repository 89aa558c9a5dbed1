package io.vehicletelemetry.examples.dashboard.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.PropertyResolver;
import tools.jackson.databind.json.JsonMapper;

/** Cars that drive, idle and park, on one thread. The last to start and the first to stop, as everything else is there for them. */
final class DemoSimulator implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DemoSimulator.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    /** New cars come at most this fast: a broker is not greeted by a thousand connections at once. */
    private static final Duration SPACING = Duration.ofMillis(5);

    private final DemoProperties.Simulator properties;
    private final PropertyResolver configuration;
    private @Nullable ScheduledExecutorService clock;
    private List<DeviceConnection> connections = List.of();

    DemoSimulator(DemoProperties.Simulator properties, PropertyResolver configuration) {
        this.properties = properties;
        this.configuration = configuration;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Returns at once, whether or not the broker is there; throws {@link IllegalArgumentException} for an address that is none. */
    @Override
    public synchronized void start() {
        BrokerAddress broker = BrokerAddress.of(configuration);
        Outage outage = new Outage(broker.toString());
        String run = UUID.randomUUID().toString().substring(0, 8);
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(DemoSimulator::thread);
        long interval = properties.interval().toNanos();
        long spacing = Math.max(SPACING.toNanos(), interval / Math.max(1, properties.vehicles()));
        List<DeviceConnection> opened = new ArrayList<>();
        for (int vehicle = 1; vehicle <= properties.vehicles(); vehicle++) {
            Device device = Device.of(vehicle);
            SimulatedCar car = new SimulatedCar(vehicle);
            DeviceConnection connection =
                    new DeviceConnection(device, broker.client("demo-" + run + "-" + vehicle), outage);
            opened.add(connection);
            ScheduledFuture<?> unused = started.scheduleAtFixedRate(
                    () -> tick(car, device, connection), (vehicle - 1) * spacing, interval, TimeUnit.NANOSECONDS);
        }
        clock = started;
        connections = opened;
        LOG.info("{} simulated cars, a message every {} ms each, to {}", opened.size(), interval / 1_000_000, broker);
    }

    private void tick(SimulatedCar car, Device device, DeviceConnection connection) {
        try {
            car.advance(properties.interval());
            if (car.parked()) {
                connection.sleep();
            } else {
                connection.send(JSON.writeValueAsBytes(device.payload().apply(car)));
            }
        } catch (RuntimeException e) {
            LOG.warn("A simulated car missed a message on {}", device.topic(), e);
        }
    }

    /** Every device leaves in good order, or after two seconds in none. */
    @Override
    public synchronized void stop() {
        if (clock == null) {
            return;
        }
        clock.shutdown();
        try {
            if (!clock.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A simulated car is stuck");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        CompletableFuture<?>[] farewells =
                connections.stream().map(DeviceConnection::close).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(farewells)
                .orTimeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> null)
                .join();
        clock = null;
        connections = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "demo-simulator");
        thread.setDaemon(true);
        return thread;
    }
}
