package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.broadcast.Broadcaster;
import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.broadcast.Subscription;
import io.vehicletelemetry.core.model.SnapshotView;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
import io.vehicletelemetry.tck.BroadcasterContract;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Broadcasters that break one rule each, and the kit on each of them. Run by {@link BroadcasterContractRedTest} alone. */
final class BrokenBroadcasters {

    private BrokenBroadcasters() {}

    abstract static class Kit extends BroadcasterContract {
        private final BiFunction<SnapshotView, Consumer<? super Throwable>, Broadcaster> broadcasters;

        Kit(BiFunction<SnapshotView, Consumer<? super Throwable>, Broadcaster> broadcasters) {
            this.broadcasters = broadcasters;
        }

        @Override
        protected final Broadcaster broadcaster(SnapshotView current, Consumer<? super Throwable> failures) {
            return broadcasters.apply(current, failures);
        }

        @Override
        protected final Duration timeout() {
            return Duration.ofSeconds(3); // what is broken never comes
        }
    }

    /** The good one; the broken ones override a step of it. */
    private static class Good implements Broadcaster {
        private final Broadcaster good;

        Good(SnapshotView current, Consumer<? super Throwable> failures) {
            this.good = Broadcaster.conflating(current, failures);
        }

        /** What stands between the good one and a subscriber. */
        Subscriber wrapped(Subscriber subscriber) {
            return subscriber;
        }

        @Override
        public void publish(VehicleSnapshot snapshot) {
            good.publish(snapshot);
        }

        @Override
        public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
            return good.subscribe(wrapped(subscriber), filter);
        }

        @Override
        public int subscribers() {
            return good.subscribers();
        }

        @Override
        public void close() {
            good.close();
        }
    }

    static final class B1StartsWithNothing extends Kit {
        B1StartsWithNothing() {
            super((current, failures) -> new Good(Views.NOTHING, failures) {
                @Override
                public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
                    Subscription subscription = super.subscribe(subscriber, filter);
                    current.forEach(this::publish); // after the first delivery
                    return subscription;
                }
            });
        }
    }

    static final class B1KeepsTheEmptyDeliveryBack extends Kit {
        B1KeepsTheEmptyDeliveryBack() {
            super((current, failures) -> new Good(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new Relay(subscriber) {
                        @Override
                        public void deliver(Delivery delivery) {
                            if (current.size() == 0) {
                                delivery.complete();
                            } else {
                                super.deliver(delivery);
                            }
                        }
                    };
                }
            });
        }
    }

    static final class B2PassesOnWhatIsOld extends Kit {
        B2PassesOnWhatIsOld() {
            super((current, failures) -> new Good(current, failures) {
                private final AtomicReference<@Nullable VehicleSnapshot> old = new AtomicReference<>();

                @Override
                public void publish(VehicleSnapshot snapshot) {
                    VehicleSnapshot known = current.get(snapshot.vehicle());
                    if (known != null && known.revision() > snapshot.revision()) {
                        old.set(snapshot);
                    }
                    super.publish(snapshot);
                }

                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new Relay(subscriber) {
                        @Override
                        @Nullable
                        VehicleSnapshot next(Delivery delivery) {
                            VehicleSnapshot snapshot = old.getAndSet(null);
                            return snapshot != null ? snapshot : delivery.next();
                        }
                    };
                }
            });
        }
    }

    static final class B3DoesNotWaitForCompletion extends Kit {
        B3DoesNotWaitForCompletion() {
            super((current, failures) -> new Good(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new Relay(subscriber) {
                        private final Queue<VehicleSnapshot> taken = new ConcurrentLinkedQueue<>();

                        @Override
                        public void deliver(Delivery delivery) {
                            for (VehicleSnapshot it = delivery.next(); it != null; it = delivery.next()) {
                                taken.add(it);
                            }
                            AtomicBoolean completed = new AtomicBoolean();
                            do {
                                completed.set(false);
                                subscriber.deliver(
                                        Views.delivery(() -> ended ? null : taken.poll(), () -> completed.set(true)));
                            } while (completed.get() && !taken.isEmpty());
                            delivery.complete();
                        }
                    };
                }
            });
        }
    }

    static final class B4WaitsForASlowSubscriber extends Kit {
        B4WaitsForASlowSubscriber() {
            super((current, failures) -> new Good(current, failures) {
                private static final int PATIENCE = 16;
                private final AtomicInteger waiting = new AtomicInteger();
                private final CountDownLatch end = new CountDownLatch(1);
                private final Set<Subscriber> busy = ConcurrentHashMap.newKeySet();

                @Override
                public void publish(VehicleSnapshot snapshot) {
                    super.publish(snapshot);
                    if (!busy.isEmpty() && waiting.incrementAndGet() > PATIENCE) {
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                }

                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new Relay(subscriber) {
                        @Override
                        public void deliver(Delivery delivery) {
                            AtomicBoolean completed = new AtomicBoolean();
                            subscriber.deliver(Views.delivery(delivery::next, () -> {
                                completed.set(true);
                                busy.remove(subscriber);
                                delivery.complete();
                            }));
                            if (!completed.get()) {
                                busy.add(subscriber);
                            }
                        }
                    };
                }

                @Override
                public void close() {
                    end.countDown();
                    super.close();
                }
            });
        }
    }

    static final class B5KeepsTheFirstThatWaits extends Kit {
        B5KeepsTheFirstThatWaits() {
            super((current, failures) -> new Good(current, failures) {
                private final List<Held> all = new CopyOnWriteArrayList<>();

                @Override
                public void publish(VehicleSnapshot snapshot) {
                    all.forEach(it -> it.published(snapshot));
                    super.publish(snapshot);
                }

                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    Held held = new Held(subscriber);
                    all.add(held);
                    return held;
                }
            });
        }

        /** While its subscriber is busy, remembers what waits first; gives that out instead of the newest. */
        private static final class Held extends Relay {
            private final ConcurrentFirsts firsts = new ConcurrentFirsts();
            private volatile boolean busy;

            Held(Subscriber subscriber) {
                super(subscriber);
            }

            void published(VehicleSnapshot snapshot) {
                if (busy) {
                    firsts.offer(snapshot);
                }
            }

            @Override
            public void deliver(Delivery delivery) {
                AtomicBoolean completed = new AtomicBoolean();
                subscriber.deliver(new Delivery() {
                    @Override
                    public @Nullable VehicleSnapshot next() {
                        VehicleSnapshot newest = delivery.next();
                        return newest == null ? null : firsts.takeInsteadOf(newest);
                    }

                    @Override
                    public void complete() {
                        completed.set(true);
                        busy = false;
                        delivery.complete();
                    }
                });
                busy |= !completed.get(); // those that complete inside the call are served well
            }
        }
    }

    static final class B6Recurses extends Kit {
        B6Recurses() {
            super((current, failures) -> new Good(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new Relay(subscriber) {
                        @Override
                        public void deliver(Delivery delivery) {
                            VehicleSnapshot first = delivery.next();
                            if (first == null) {
                                super.deliver(delivery);
                            } else {
                                pass(first, delivery);
                            }
                        }

                        private void pass(VehicleSnapshot one, Delivery rest) {
                            AtomicReference<@Nullable VehicleSnapshot> given = new AtomicReference<>(one);
                            subscriber.deliver(new Delivery() {
                                @Override
                                public @Nullable VehicleSnapshot next() {
                                    VehicleSnapshot mine = given.getAndSet(null);
                                    return ended ? null : mine != null ? mine : rest.next();
                                }

                                @Override
                                public void complete() {
                                    VehicleSnapshot following = rest.next();
                                    if (following == null) {
                                        rest.complete();
                                    } else {
                                        pass(following, rest);
                                    }
                                }
                            });
                        }
                    };
                }
            });
        }
    }

    static final class B7ThrowsAtThePublisher extends Kit {
        B7ThrowsAtThePublisher() {
            super((current, failures) -> {
                AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
                return new Good(current, failure -> {
                    failures.accept(failure);
                    thrown.set(failure instanceof RuntimeException runtime ? runtime : null);
                }) {
                    @Override
                    public void publish(VehicleSnapshot snapshot) {
                        super.publish(snapshot);
                        RuntimeException failure = thrown.getAndSet(null);
                        if (failure != null) {
                            throw failure;
                        }
                    }
                };
            });
        }
    }

    static final class B7KeepsQuiet extends Kit {
        B7KeepsQuiet() {
            super((current, failures) -> new Good(current, failure -> {}));
        }
    }

    static final class B8ClosesTwice extends Kit {
        B8ClosesTwice() {
            super((current, failures) -> new Good(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new Relay(subscriber) {
                        @Override
                        public void closed() {
                            super.closed();
                            super.closed();
                        }
                    };
                }
            });
        }
    }

    static final class B8ForgetsToSayClosed extends Kit {
        B8ForgetsToSayClosed() {
            super((current, failures) -> new Good(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new Relay(subscriber) {
                        @Override
                        public void closed() {
                            ended = true;
                        }
                    };
                }
            });
        }
    }

    static final class B9LetsEverythingThrough extends Kit {
        B9LetsEverythingThrough() {
            super((current, failures) -> new Good(current, failures) {
                @Override
                public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
                    return super.subscribe(subscriber, vehicle -> true);
                }
            });
        }
    }

    static final class B10ReadsBeforeItRegisters extends Kit {
        B10ReadsBeforeItRegisters() {
            super((current, failures) -> {
                Views.Copy copy = new Views.Copy();
                return new Good(copy, failures) {
                    @Override
                    public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
                        copy.copy(current);
                        return super.subscribe(subscriber, filter);
                    }
                };
            });
        }
    }

    /** Passes everything on. */
    private static class Relay implements Subscriber {
        final Subscriber subscriber;
        volatile boolean ended;

        Relay(Subscriber subscriber) {
            this.subscriber = subscriber;
        }

        @Nullable
        VehicleSnapshot next(Delivery delivery) {
            return delivery.next();
        }

        @Override
        public void deliver(Delivery delivery) {
            subscriber.deliver(new Delivery() {
                @Override
                public @Nullable VehicleSnapshot next() {
                    return Relay.this.next(delivery);
                }

                @Override
                public void complete() {
                    delivery.complete();
                }
            });
        }

        @Override
        public void closed() {
            ended = true;
            subscriber.closed();
        }
    }
}
