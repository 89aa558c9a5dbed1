package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.broadcast.Subscriber;
import io.vehicletelemetry.core.broadcast.Subscription;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleSnapshot;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Broadcasters that break one rule each, and the kit on each of them. Run by {@link BroadcasterContractRedTest} alone. */
final class BrokenBroadcasters {

    private BrokenBroadcasters() {}

    static final class B1StartsWithNothing extends BrokenBroadcasterKit {
        B1StartsWithNothing() {
            super((current, failures) -> new WrappedBroadcaster(Views.NOTHING, failures) {
                @Override
                public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
                    Subscription subscription = super.subscribe(subscriber, filter);
                    current.forEach(this::publish); // after the first delivery
                    return subscription;
                }
            });
        }
    }

    static final class B1KeepsTheEmptyDeliveryBack extends BrokenBroadcasterKit {
        B1KeepsTheEmptyDeliveryBack() {
            super((current, failures) -> new WrappedBroadcaster(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new RelaySubscriber(subscriber) {
                        @Override
                        public void deliver(Delivery delivery) {
                            if (current.size() == 0 && delivery.next() == null) {
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

    static final class B2PassesOnWhatIsOld extends BrokenBroadcasterKit {
        B2PassesOnWhatIsOld() {
            super((current, failures) -> new WrappedBroadcaster(current, failures) {
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
                    return new RelaySubscriber(subscriber) {
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

    static final class B3DoesNotWaitForCompletion extends BrokenBroadcasterKit {
        B3DoesNotWaitForCompletion() {
            super((current, failures) -> new WrappedBroadcaster(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new RelaySubscriber(subscriber) {
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

    static final class B4WaitsForASlowSubscriber extends BrokenBroadcasterKit {
        B4WaitsForASlowSubscriber() {
            super((current, failures) -> new WrappedBroadcaster(current, failures) {
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
                    return new RelaySubscriber(subscriber) {
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

    static final class B5KeepsTheFirstThatWaits extends BrokenBroadcasterKit {
        B5KeepsTheFirstThatWaits() {
            super((current, failures) -> new WrappedBroadcaster(current, failures) {
                private final List<FirstKeepingSubscriber> all = new CopyOnWriteArrayList<>();

                @Override
                public void publish(VehicleSnapshot snapshot) {
                    all.forEach(it -> it.published(snapshot));
                    super.publish(snapshot);
                }

                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    FirstKeepingSubscriber held = new FirstKeepingSubscriber(subscriber);
                    all.add(held);
                    return held;
                }
            });
        }
    }

    static final class B6Recurses extends BrokenBroadcasterKit {
        B6Recurses() {
            super((current, failures) -> new WrappedBroadcaster(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new RecursingSubscriber(subscriber);
                }
            });
        }
    }

    static final class B7ThrowsAtThePublisher extends BrokenBroadcasterKit {
        B7ThrowsAtThePublisher() {
            super((current, failures) -> {
                AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
                return new WrappedBroadcaster(current, failure -> {
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

    static final class B7KeepsQuiet extends BrokenBroadcasterKit {
        B7KeepsQuiet() {
            super((current, failures) -> new WrappedBroadcaster(current, failure -> {}));
        }
    }

    static final class B8ClosesTwice extends BrokenBroadcasterKit {
        B8ClosesTwice() {
            super((current, failures) -> new WrappedBroadcaster(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new RelaySubscriber(subscriber) {
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

    static final class B8ForgetsToSayClosed extends BrokenBroadcasterKit {
        B8ForgetsToSayClosed() {
            super((current, failures) -> new WrappedBroadcaster(current, failures) {
                @Override
                Subscriber wrapped(Subscriber subscriber) {
                    return new RelaySubscriber(subscriber) {
                        @Override
                        public void closed() {
                            ended = true;
                        }
                    };
                }
            });
        }
    }

    static final class B9LetsEverythingThrough extends BrokenBroadcasterKit {
        B9LetsEverythingThrough() {
            super((current, failures) -> new WrappedBroadcaster(current, failures) {
                @Override
                public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
                    return super.subscribe(subscriber, vehicle -> true);
                }
            });
        }
    }

    static final class B10ReadsBeforeItRegisters extends BrokenBroadcasterKit {
        B10ReadsBeforeItRegisters() {
            super((current, failures) -> {
                Views.Copy copy = new Views.Copy();
                return new WrappedBroadcaster(copy, failures) {
                    @Override
                    public Subscription subscribe(Subscriber subscriber, Predicate<VehicleId> filter) {
                        copy.copy(current);
                        return super.subscribe(subscriber, filter);
                    }
                };
            });
        }
    }
}
