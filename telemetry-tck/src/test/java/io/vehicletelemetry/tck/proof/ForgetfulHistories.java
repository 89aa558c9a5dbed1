package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.LastKnown;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Histories that tell something else than what is known last, or count otherwise, and the kit on each. Run by {@link HistoryContractRedTest} alone. */
final class ForgetfulHistories {

    private ForgetfulHistories() {}

    private interface Last {
        LastKnown find(VehicleId vehicle, Instant before, int depth);
    }

    private static TelemetryHistory telling(Function<TelemetryHistory, Last> last) {
        return new WrappedHistory() {
            @Override
            public LastKnown last(VehicleId vehicle, Instant before, int depth) {
                return last.apply(good).find(vehicle, before, depth);
            }
        };
    }

    static final class H2CountsWhatIsAskedFor extends BrokenHistories.Kit {
        H2CountsWhatIsAskedFor() {
            super(() -> new WrappedHistory() {
                @Override
                public long count(HistoryQuery query) {
                    return good.find(query).size();
                }
            });
        }
    }

    static final class H4FindsEveryState extends BrokenHistories.Kit {
        H4FindsEveryState() {
            super(() -> new WrappedHistory() {
                @Override
                public List<RecordedState> states(VehicleId vehicle, Instant from, Instant to, int limit) {
                    return good.states(vehicle, from, to);
                }
            });
        }
    }

    static final class H9LooksAtTheNewestFrameAlone extends BrokenHistories.Kit {
        H9LooksAtTheNewestFrameAlone() {
            super(() -> telling(good -> (vehicle, before, depth) -> good.last(vehicle, before, 1)));
        }
    }

    static final class H9IgnoresTheDepth extends BrokenHistories.Kit {
        H9IgnoresTheDepth() {
            super(() -> telling(good -> (vehicle, before, depth) -> good.last(vehicle, before, Integer.MAX_VALUE)));
        }
    }

    static final class H9LooksPastTheTime extends BrokenHistories.Kit {
        H9LooksPastTheTime() {
            super(() -> telling(
                    good -> (vehicle, before, depth) -> good.last(vehicle, before.plus(Duration.ofDays(1)), depth)));
        }
    }

    static final class H9KnowsNoState extends BrokenHistories.Kit {
        H9KnowsNoState() {
            super(() -> telling(good -> (vehicle, before, depth) -> {
                LastKnown last = good.last(vehicle, before, depth);
                return new LastKnown(last.vehicle(), last.signals(), last.lastArrival(), null);
            }));
        }
    }
}
