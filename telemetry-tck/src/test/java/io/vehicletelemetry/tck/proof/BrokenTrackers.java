package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.model.StateChange.Cause;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.core.model.VehicleState;
import io.vehicletelemetry.core.state.StateTransition;
import io.vehicletelemetry.core.state.VehicleStateTracker;
import io.vehicletelemetry.tck.VehicleStateTrackerContract;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Trackers that break one rule each, and the kit on each of them. Run by {@link TrackerContractRedTest} alone. */
final class BrokenTrackers {

    private BrokenTrackers() {}

    abstract static class Kit extends VehicleStateTrackerContract {
        private final Supplier<VehicleStateTracker> trackers;

        Kit(Supplier<VehicleStateTracker> trackers) {
            this.trackers = trackers;
        }

        @Override
        protected final VehicleStateTracker tracker() {
            return trackers.get();
        }
    }

    /** The good one; the broken ones override a step of it. */
    private static class Good implements VehicleStateTracker {
        final VehicleStateTracker good = VehicleStateTracker.silence();

        @Override
        public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
            return good.observe(vehicle, arrivalNanos, timeoutNanos);
        }

        @Override
        public @Nullable StateTransition reportOffline(VehicleId vehicle, long arrivalNanos, boolean replayed) {
            return good.reportOffline(vehicle, arrivalNanos, replayed);
        }

        @Override
        public void expire(
                long nowNanos,
                ToLongFunction<? super VehicleId> observedUpTo,
                Consumer<? super StateTransition> transitions) {
            good.expire(nowNanos, observedUpTo, transitions);
        }
    }

    static final class T1KeepsTheFirstToItself extends Kit {
        T1KeepsTheFirstToItself() {
            super(() -> new Good() {
                @Override
                public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
                    StateTransition transition = super.observe(vehicle, arrivalNanos, timeoutNanos);
                    return transition == null || transition.sequence() == 1 ? null : transition;
                }
            });
        }
    }

    static final class T2AnswersEveryFrame extends Kit {
        T2AnswersEveryFrame() {
            super(() -> new Good() {
                private long decisiveNanos = Long.MIN_VALUE;

                @Override
                public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
                    StateTransition transition = super.observe(vehicle, arrivalNanos, timeoutNanos);
                    if (transition != null || arrivalNanos < decisiveNanos) {
                        return transition;
                    }
                    decisiveNanos = arrivalNanos;
                    return new StateTransition(vehicle, VehicleState.RUNNING, Long.MAX_VALUE, Cause.DATA);
                }

                @Override
                public @Nullable StateTransition reportOffline(VehicleId vehicle, long arrivalNanos, boolean replayed) {
                    decisiveNanos = arrivalNanos;
                    return super.reportOffline(vehicle, arrivalNanos, replayed);
                }
            });
        }
    }

    static final class T3DecidesTooLate extends Kit {
        T3DecidesTooLate() {
            super(() -> new Good() {
                @Override
                public void expire(long nowNanos, Consumer<? super StateTransition> transitions) {
                    super.expire(nowNanos - 1, transitions);
                }
            });
        }
    }

    static final class T3DecidesAgainAndAgain extends Kit {
        T3DecidesAgainAndAgain() {
            super(() -> new Good() {
                private @Nullable StateTransition last;
                private long lastNanos;

                @Override
                public void expire(long nowNanos, Consumer<? super StateTransition> transitions) {
                    if (last != null && nowNanos == lastNanos) {
                        transitions.accept(last);
                    }
                    lastNanos = nowNanos;
                    super.expire(nowNanos, transition -> {
                        last = transition;
                        transitions.accept(transition);
                    });
                }
            });
        }
    }

    static final class T4DecidesTooEarly extends Kit {
        T4DecidesTooEarly() {
            super(() -> new Good() {
                @Override
                public void expire(long nowNanos, Consumer<? super StateTransition> transitions) {
                    super.expire(nowNanos + 1, transitions);
                }
            });
        }
    }

    static final class T5NeverRunsAgain extends Kit {
        T5NeverRunsAgain() {
            super(() -> new Good() {
                @Override
                public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
                    StateTransition transition = super.observe(vehicle, arrivalNanos, timeoutNanos);
                    return transition == null || transition.sequence() > 1 ? null : transition;
                }
            });
        }
    }

    static final class T6KnowsOneVehicle extends Kit {
        T6KnowsOneVehicle() {
            super(() -> new Good() {
                private final VehicleId all = VehicleId.of(1);

                @Override
                public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
                    return super.observe(all, arrivalNanos, timeoutNanos);
                }
            });
        }
    }

    static final class T7ComparesTimes extends Kit {
        T7ComparesTimes() {
            super(() -> new Good() {
                private long last;

                @Override
                public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
                    last = Math.max(last, arrivalNanos);
                    return super.observe(vehicle, arrivalNanos, timeoutNanos);
                }

                @Override
                public void expire(long nowNanos, Consumer<? super StateTransition> transitions) {
                    if (nowNanos > last) { // instead of nowNanos - last > 0
                        super.expire(nowNanos, transitions);
                    }
                }
            });
        }
    }

    static final class T8NumbersEveryDecisionOne extends Kit {
        T8NumbersEveryDecisionOne() {
            super(() -> new Good() {
                @Override
                public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
                    StateTransition transition = super.observe(vehicle, arrivalNanos, timeoutNanos);
                    return transition == null
                            ? null
                            : new StateTransition(vehicle, VehicleState.RUNNING, 1, Cause.DATA);
                }
            });
        }
    }

    static final class T8LosesTheDeadlineOfAFrameDuringExpiry extends Kit {
        T8LosesTheDeadlineOfAFrameDuringExpiry() {
            super(() -> new Good() {
                private boolean expiring;

                @Override
                public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
                    return expiring
                            ? new StateTransition(vehicle, VehicleState.RUNNING, Long.MAX_VALUE, Cause.DATA)
                            : super.observe(vehicle, arrivalNanos, timeoutNanos);
                }

                @Override
                public void expire(long nowNanos, Consumer<? super StateTransition> transitions) {
                    expiring = true;
                    super.expire(nowNanos, transitions);
                    expiring = false;
                }
            });
        }
    }

    static final class T9ExpiresStrangers extends Kit {
        T9ExpiresStrangers() {
            super(() -> new Good() {
                private final Set<VehicleId> observed = new HashSet<>();

                @Override
                public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
                    observed.add(vehicle);
                    return super.observe(vehicle, arrivalNanos, timeoutNanos);
                }

                @Override
                public @Nullable StateTransition reportOffline(VehicleId vehicle, long arrivalNanos, boolean replayed) {
                    if (!observed.contains(vehicle)) {
                        super.observe(vehicle, arrivalNanos, 1);
                        return null;
                    }
                    return super.reportOffline(vehicle, arrivalNanos, replayed);
                }
            });
        }
    }

    static final class T10CountsAReplayAsLife extends Kit {
        T10CountsAReplayAsLife() {
            super(() -> new Good() {
                private boolean running;
                private long timeout = 1;

                @Override
                public @Nullable StateTransition observe(VehicleId vehicle, long arrivalNanos, long timeoutNanos) {
                    running = true;
                    timeout = timeoutNanos;
                    return super.observe(vehicle, arrivalNanos, timeoutNanos);
                }

                @Override
                public @Nullable StateTransition reportOffline(VehicleId vehicle, long arrivalNanos, boolean replayed) {
                    StateTransition transition = super.reportOffline(vehicle, arrivalNanos, replayed);
                    return transition == null && replayed && running
                            ? super.observe(vehicle, arrivalNanos, timeout)
                            : transition;
                }

                @Override
                public void expire(long nowNanos, Consumer<? super StateTransition> transitions) {
                    super.expire(nowNanos, transition -> {
                        running = false;
                        transitions.accept(transition);
                    });
                }
            });
        }
    }

    static final class T10CountsEveryReplayedOffline extends Kit {
        T10CountsEveryReplayedOffline() {
            super(() -> new Good() {
                @Override
                public @Nullable StateTransition reportOffline(VehicleId vehicle, long arrivalNanos, boolean replayed) {
                    return super.reportOffline(vehicle, arrivalNanos, false);
                }
            });
        }
    }

    static final class L3IgnoresReports extends Kit {
        L3IgnoresReports() {
            super(() -> new Good() {
                @Override
                public @Nullable StateTransition reportOffline(VehicleId vehicle, long arrivalNanos, boolean replayed) {
                    return vehicle.equals(VehicleId.of(1)) && arrivalNanos < 1_020_000_000_001L
                            ? null
                            : super.reportOffline(vehicle, arrivalNanos, replayed);
                }
            });
        }
    }
}
