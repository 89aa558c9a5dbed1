package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.history.HistoryBucket;
import io.vehicletelemetry.core.history.HistoryQuery;
import io.vehicletelemetry.core.history.RecordedFrame;
import io.vehicletelemetry.core.history.RecordedState;
import io.vehicletelemetry.core.history.TelemetryHistory;
import io.vehicletelemetry.core.model.SignalValue;
import io.vehicletelemetry.core.model.Signals;
import io.vehicletelemetry.core.model.VehicleId;
import io.vehicletelemetry.tck.TelemetryHistoryContract;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Histories that break one rule each, and the kit on each of them. Run by {@link HistoryContractRedTest} alone. */
final class BrokenHistories {

    private BrokenHistories() {}

    abstract static class Kit extends TelemetryHistoryContract {
        private final Supplier<TelemetryHistory> histories;

        Kit(Supplier<TelemetryHistory> histories) {
            this.histories = histories;
        }

        @Override
        protected final TelemetryHistory history() {
            return histories.get();
        }
    }

    /** One whose frames are not quite what was appended when they are found. */
    private static final class Altering extends WrappedHistory {
        private final UnaryOperator<RecordedFrame> alteration;

        Altering(UnaryOperator<RecordedFrame> alteration) {
            this.alteration = alteration;
        }

        @Override
        public List<RecordedFrame> find(HistoryQuery query) {
            return good.find(query).stream().map(alteration).toList();
        }
    }

    static final class H1MixesVehicles extends Kit {
        H1MixesVehicles() {
            super(() -> new Altering(frame -> RecordedFrame.stored(
                    VehicleId.of(1), frame.time(), frame.key(), frame.arrival(), frame.signals())));
        }
    }

    static final class H1LosesPeaks extends Kit {
        H1LosesPeaks() {
            super(() -> new WrappedHistory() {
                @Override
                public List<HistoryBucket> summarize(HistoryQuery query, Duration width) {
                    return good.summarize(query, width).stream()
                            .map(bucket -> {
                                Map<String, HistoryBucket.Numbers> flat = new HashMap<>();
                                bucket.signals()
                                        .forEach((name, n) -> flat.put(
                                                name,
                                                new HistoryBucket.Numbers(n.first(), n.first(), n.first(), n.last())));
                                return new HistoryBucket(bucket.start(), flat);
                            })
                            .toList();
                }
            });
        }
    }

    static final class H1ForgetsTheStateThatHeld extends Kit {
        H1ForgetsTheStateThatHeld() {
            super(() -> new WrappedHistory() {
                @Override
                public List<RecordedState> states(VehicleId vehicle, Instant from, Instant to) {
                    return good.states(vehicle, from, to).stream()
                            .filter(state -> !state.since().isBefore(from))
                            .toList();
                }
            });
        }
    }

    static final class H1TakesTheOldestForTheNewest extends Kit {
        H1TakesTheOldestForTheNewest() {
            super(() -> new WrappedHistory() {
                @Override
                public List<RecordedFrame> newest(VehicleId vehicle, int limit) {
                    return good.find(HistoryQuery.of(vehicle, Instant.EPOCH, Instant.now())
                            .limit(limit));
                }
            });
        }
    }

    static final class H2TakesTheEndIn extends Kit {
        H2TakesTheEndIn() {
            super(() -> new WrappedHistory() {
                @Override
                public List<RecordedFrame> find(HistoryQuery query) {
                    return good.find(HistoryQuery.of(
                                    query.vehicle(), query.from(), query.to().plus(1, ChronoUnit.MICROS))
                            .signals(query.signals())
                            .limit(query.limit())
                            .after(query.after()));
                }
            });
        }
    }

    static final class H2LeavesTheBeginningOut extends Kit {
        H2LeavesTheBeginningOut() {
            super(() -> new WrappedHistory() {
                @Override
                public List<RecordedFrame> find(HistoryQuery query) {
                    return good.find(query).stream()
                            .filter(frame -> frame.time().isAfter(query.from()))
                            .toList();
                }
            });
        }
    }

    static final class H3FindsTheNewestFirst extends Kit {
        H3FindsTheNewestFirst() {
            super(() -> new WrappedHistory() {
                @Override
                public List<RecordedFrame> find(HistoryQuery query) {
                    List<RecordedFrame> found = new ArrayList<>(good.find(query));
                    if (found.size() > 100) { // short answers come from one index page and look right
                        Collections.reverse(found);
                    }
                    return found;
                }
            });
        }
    }

    static final class H4IgnoresTheLimit extends Kit {
        H4IgnoresTheLimit() {
            super(() -> new WrappedHistory() {
                @Override
                public List<RecordedFrame> find(HistoryQuery query) {
                    return good.find(query.limit(HistoryQuery.DEFAULT_LIMIT));
                }
            });
        }
    }

    static final class H4PagesByTimeAlone extends Kit {
        H4PagesByTimeAlone() {
            super(() -> new WrappedHistory() {
                @Override
                public List<RecordedFrame> find(HistoryQuery query) {
                    RecordedFrame.Position after = query.after();
                    return good.find(
                            after == null
                                    ? query
                                    : query.after(new RecordedFrame.Position(after.time(), Long.MAX_VALUE)));
                }
            });
        }
    }

    static final class H5StoresTwice extends Kit {
        H5StoresTwice() {
            super(() -> new WrappedHistory() {
                private final Set<RecordedFrame> stored = new HashSet<>();

                @Override
                public int append(List<RecordedFrame> frames) {
                    return good.append(frames.stream()
                            .map(frame -> stored.add(frame)
                                    ? frame
                                    : RecordedFrame.stored(
                                            frame.vehicle(),
                                            frame.time(),
                                            frame.key() + 1,
                                            frame.arrival(),
                                            frame.signals()))
                            .toList());
                }
            });
        }
    }

    static final class H5KeepsOneAMoment extends Kit {
        H5KeepsOneAMoment() {
            super(() -> new WrappedHistory() {
                private final Set<String> moments = new HashSet<>();

                @Override
                public int append(List<RecordedFrame> frames) {
                    return good.append(List.copyOf(frames).stream()
                            // Ten a second are told apart, as by a store that counts up to ten.
                            .filter(frame -> frame.signals().toString().length() < 9
                                    || moments.add(frame.vehicle() + " " + frame.time()))
                            .toList());
                }
            });
        }
    }

    static final class H5LooksAtTheTimeOfArrival extends Kit {
        H5LooksAtTheTimeOfArrival() {
            super(() -> new WrappedHistory() {
                @Override
                public int append(List<RecordedFrame> frames) {
                    return good.append(frames.stream()
                            .map(frame -> RecordedFrame.stored(
                                    frame.vehicle(), frame.time(), frame.key(), frame.arrival(), frame.signals()))
                            .toList());
                }
            });
        }
    }

    static final class H6ClearsOnNothing extends Kit {
        H6ClearsOnNothing() {
            super(() -> new WrappedHistory() {
                @Override
                public int append(List<RecordedFrame> frames) {
                    if (frames.isEmpty()) {
                        good = TelemetryHistory.inMemory(1000, 10);
                    }
                    return good.append(frames);
                }
            });
        }
    }

    static final class H7RoundsToMilliseconds extends Kit {
        H7RoundsToMilliseconds() {
            super(() -> new Altering(frame -> RecordedFrame.stored(
                    frame.vehicle(),
                    frame.time().truncatedTo(ChronoUnit.MILLIS),
                    frame.key(),
                    frame.arrival(),
                    frame.signals())));
        }
    }

    static final class H7MakesDecimalsOfIntegers extends Kit {
        H7MakesDecimalsOfIntegers() {
            super(() -> new Altering(frame -> {
                Signals.Builder decimals = Signals.builder();
                for (int i = 0; i < frame.signals().size(); i++) {
                    SignalValue value = frame.signals().value(i);
                    boolean great = Math.abs(value.number().orElse(0)) > 1e15; // what a double cannot hold
                    decimals.put(
                            frame.signals().name(i),
                            great ? SignalValue.of(value.number().orElse(0)) : value,
                            frame.signals().observedMicros(i),
                            0);
                }
                return RecordedFrame.stored(
                        frame.vehicle(), frame.time(), frame.key(), frame.arrival(), decimals.build());
            }));
        }
    }

    static final class H8StoresOneByOne extends Kit {
        H8StoresOneByOne() {
            super(() -> new WrappedHistory() {
                @Override
                public int append(List<RecordedFrame> frames) {
                    int added = 0;
                    for (RecordedFrame frame : frames) {
                        added += good.append(List.of(frame));
                    }
                    return added;
                }
            });
        }
    }
}
