package io.vehicletelemetry.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vehicletelemetry.core.VehicleAccess;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who sees what: decided by the application, enforced here. */
class AccessTest {

    private final Map<String, Set<Long>> vehicles =
            new ConcurrentHashMap<>(Map.of("ann", Set.of(1L), "bob", Set.of(2L)));
    private final Fleet fleet = new Fleet();
    private final SessionRegistry registry = new SessionRegistry(fleet.broadcaster, settings(principal -> {
        if (principal != null && principal.getName().equals("eve")) {
            throw new IllegalStateException("no such user");
        }
        Set<Long> own = principal == null ? Set.of() : vehicles.getOrDefault(principal.getName(), Set.of());
        return vehicle -> own.contains(vehicle.number().orElse(-1));
    }));

    private static Settings settings(VehicleAccess access) {
        Settings defaults = TestSettings.of(new VirtualTime(), 10);
        return new Settings(
                defaults.origins(),
                access,
                defaults.maxSessions(),
                defaults.maxSessionsPerAddress(),
                defaults.sendTimeout(),
                defaults.pingInterval(),
                defaults.flushInterval(),
                defaults.maxMessageSize(),
                defaults.compression(),
                defaults.time(),
                null);
    }

    @AfterEach
    void stop() {
        registry.close();
        assertThat(fleet.failures).isEmpty();
    }

    private FakeSession open(@Nullable String user, String... vehicle) throws Exception {
        FakeSession fake = new FakeSession(FakeSession.Sends.INLINE);
        fake.principal = user == null ? null : new User(user);
        SubscriptionOptions options =
                SubscriptionOptions.ofQuery(vehicle.length == 0 ? Map.of() : Map.of("vehicle_id", List.of(vehicle)));
        registry.open(fake.session(), registry.reserve(options, null));
        return fake;
    }

    private record User(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    @Test
    void aVehicleThatOneMayNotSeeLooksLikeOneThatDoesNotExist() throws Exception {
        fleet.running(1, "n", 1);
        FakeSession ann = open("ann");
        FakeSession bob = open("bob", "1");
        FakeSession nobody = open(null);
        await().until(() -> ann.count.get() == 1 && bob.count.get() == 1 && nobody.count.get() == 1);
        assertThat(ann.sent.get(0)).contains("\"vehicle_id\":1");
        assertThat(bob.sent.get(0)).contains("\"data\":{}");
        assertThat(nobody.sent.get(0)).contains("\"data\":{}");
        fleet.running(2, "n", 2);
        fleet.running(1, "n", 3);
        await().until(() -> ann.count.get() == 2);
        assertThat(ann.sent.get(1)).contains("\"n\":3}");
        assertThat(bob.count).hasValue(1); // it asked for another one
        assertThat(nobody.count).hasValue(1);
    }

    @Test
    void whatIsDecidedAnewHoldsAtOnceAndBeginsWithASnapshot() throws Exception {
        fleet.running(1, "n", 1);
        fleet.running(2, "n", 2);
        FakeSession ann = open("ann");
        await().until(() -> ann.count.get() == 1);
        vehicles.put("ann", Set.of(2L));
        registry.refreshAccess();
        await().until(() -> ann.count.get() == 3);
        assertThat(ann.sent.get(1)).isEqualTo("{\"type\":\"subscribed\"}");
        assertThat(ann.sent.get(2)).contains("\"vehicle_id\":2");
        fleet.running(1, "n", 10);
        fleet.running(2, "n", 20);
        await().until(() -> ann.count.get() == 4);
        assertThat(ann.sent.get(3)).contains("\"n\":20}");
    }

    @Test
    void whatWaitedWhenAccessWasWithdrawnIsNotSent() throws Exception {
        FakeSession ann = new FakeSession(FakeSession.Sends.HELD);
        ann.principal = new User("ann");
        registry.open(ann.session(), registry.reserve(SubscriptionOptions.EVERYTHING, null));
        await().until(() -> ann.count.get() == 1); // the empty frame, which the client does not take in yet
        fleet.running(1, "n", 1);
        vehicles.put("ann", Set.of());
        registry.refreshAccess();
        ann.completeOne();
        await().until(() -> ann.count.get() == 2);
        ann.completeOne();
        await().until(() -> ann.count.get() == 3);
        assertThat(ann.sent.get(1)).isEqualTo("{\"type\":\"subscribed\"}");
        assertThat(ann.sent.get(2)).contains("\"data\":{}");
    }

    @Test
    void whatWasHeldBackWhenAccessWasWithdrawnIsNotSent() throws Exception {
        vehicles.put("ann", Set.of(1L));
        SubscriptionOptions options = SubscriptionOptions.ofQuery(Map.of("max_rate", List.of("1")));
        Outbox outbox = new Outbox(
                options,
                vehicle -> vehicles.getOrDefault("ann", Set.of())
                        .contains(vehicle.number().orElse(-1)),
                registry.frames().take(options),
                registry.frames().batches(),
                () -> Fleet.TIME,
                new LongAdder());
        ArrayDeque<VehicleSnapshot> pending =
                new ArrayDeque<>(List.of(fleet.running(1, "n", 1), fleet.running(1, "n", 2)));
        Subscriber.Delivery delivery = new Subscriber.Delivery() {
            @Override
            public @Nullable VehicleSnapshot next() {
                return pending.poll();
            }

            @Override
            public void complete() {}
        };
        assertThat(outbox.next(delivery, 0)).extracting(Frame::text).asString().contains("\"n\":1}");
        assertThat(outbox.next(delivery, 0)).isNull(); // held back for a second
        vehicles.put("ann", Set.of());
        assertThat(outbox.next(null, 1_000_000_000L)).isNull();
    }

    @Test
    void whereItCannotBeDecidedNobodyIsLetInAndThePlaceComesBack() throws Exception {
        FakeSession eve = open("eve");
        assertThat(eve.closed.get().getCloseCode().getCode()).isEqualTo(1011);
        assertThat(registry.sessions()).isZero();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> registry.reserve(SubscriptionOptions.EVERYTHING, null) != null);
    }
}
