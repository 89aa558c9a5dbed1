package io.vehicletelemetry.tck.proof;

import io.vehicletelemetry.core.model.RejectReason;
import io.vehicletelemetry.core.source.Acknowledgement;
import io.vehicletelemetry.core.source.TelemetrySink;
import io.vehicletelemetry.tck.TelemetrySourceContract;
import io.vehicletelemetry.tck.TelemetryTransport;
import io.vehicletelemetry.tck.proof.InMemoryTransport.Message;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sources that break one rule each, and the kit on each of them. Run by {@link SourceContractRedTest} alone. */
final class BrokenSources {

    private BrokenSources() {}

    abstract static class Kit extends TelemetrySourceContract {
        private final boolean durable;
        private final Function<InMemoryTransport, InMemorySource> sources;

        Kit(boolean durable, Function<InMemoryTransport, InMemorySource> sources) {
            this.durable = durable;
            this.sources = sources;
        }

        @Override
        protected final TelemetryTransport transport() {
            return new InMemoryTransport(durable, sources);
        }

        @Override
        protected final Duration timeout() {
            return Duration.ofSeconds(2); // what is broken never comes
        }
    }

    static final class S1KeepsWhatCameBeforeTheStart extends Kit {
        S1KeepsWhatCameBeforeTheStart() {
            super(false, transport -> new InMemorySource(transport) {
                private final CountDownLatch started = new CountDownLatch(1);

                {
                    transport.attach(this); // takes messages as soon as it is built
                }

                @Override
                public void start(TelemetrySink sink) {
                    super.start(sink);
                    transport.detach(this); // attached twice by now
                    started.countDown();
                }

                @Override
                void handle(Message message) {
                    try {
                        started.await();
                        super.handle(message);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
        }
    }

    static final class S2DeliversAfterClose extends Kit {
        S2DeliversAfterClose() {
            super(false, transport -> new InMemorySource(transport) {
                @Override
                public void close() {
                    phase.set(Phase.CLOSED); // and stays attached
                }
            });
        }
    }

    static final class S3ThrowsOnASecondClose extends Kit {
        S3ThrowsOnASecondClose() {
            super(false, transport -> new InMemorySource(transport) {
                @Override
                public void close() {
                    if (phase.get() == Phase.CLOSED) {
                        throw new IllegalStateException("closed already");
                    }
                    super.close();
                }
            });
        }
    }

    static final class S3ThrowsOnCloseBeforeStart extends Kit {
        S3ThrowsOnCloseBeforeStart() {
            super(false, transport -> new InMemorySource(transport) {
                @Override
                public void close() {
                    if (phase.get() == Phase.BUILT) {
                        throw new IllegalStateException("not started");
                    }
                    super.close();
                }
            });
        }
    }

    static final class S4StartsAgain extends Kit {
        S4StartsAgain() {
            super(false, transport -> new InMemorySource(transport) {
                @Override
                public void start(TelemetrySink sink) {
                    if (phase.get() == Phase.BUILT) {
                        super.start(sink);
                    }
                }
            });
        }
    }

    static final class S5StopsWhenTheSinkThrows extends Kit {
        S5StopsWhenTheSinkThrows() {
            super(false, transport -> new InMemorySource(transport) {
                @Override
                void sinkFailed(Throwable failure) {
                    transport.detach(this);
                    end();
                }
            });
        }
    }

    static final class S6RejectsTwice extends Kit {
        S6RejectsTwice() {
            super(false, transport -> new InMemorySource(transport) {
                @Override
                void reject(RejectReason reason, Message message, Acknowledgement acknowledgement) {
                    super.reject(reason, message, acknowledgement);
                    super.reject(reason, message, acknowledgement);
                }
            });
        }
    }

    static final class S6LosesWhatIsMalformed extends Kit {
        S6LosesWhatIsMalformed() {
            super(false, transport -> new InMemorySource(transport) {
                @Override
                void reject(RejectReason reason, Message message, Acknowledgement acknowledgement) {
                    acknowledgement.acknowledge();
                }
            });
        }
    }

    static final class S7LetsTheNextOneOvertake extends Kit {
        S7LetsTheNextOneOvertake() {
            super(false, transport -> new InMemorySource(transport) {
                private @Nullable Message held;

                @Override
                void handle(Message message) {
                    if (isAmongMany(message) && value(message) % 10 == 5) {
                        held = message;
                        return;
                    }
                    super.handle(message);
                    if (held != null && held.device().equals(message.device())) {
                        super.handle(held);
                        held = null;
                    }
                }
            });
        }
    }

    static final class S7DeliversTwoAtOnce extends Kit {
        S7DeliversTwoAtOnce() {
            super(false, transport -> new InMemorySource(transport) {
                private @Nullable Message held;

                @Override
                void handle(Message message) {
                    Message first = held;
                    if (!isAmongMany(message) || !message.device().equals("device1")) {
                        super.handle(message);
                    } else if (first == null) {
                        held = message;
                    } else {
                        held = null;
                        atOnce(() -> super.handle(first), () -> super.handle(message));
                    }
                }
            });
        }

        private static void atOnce(Runnable first, Runnable second) {
            CyclicBarrier both = new CyclicBarrier(2);
            Thread other = new Thread(() -> meet(both, first));
            other.start();
            meet(both, second);
            try {
                other.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void meet(CyclicBarrier both, Runnable then) {
            try {
                both.await();
                then.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (BrokenBarrierException e) {
                Thread.currentThread().interrupt(); // closed meanwhile
            }
        }
    }

    static final class S8AcknowledgesByItself extends Kit {
        S8AcknowledgesByItself() {
            super(true, transport -> new InMemorySource(transport) {
                @Override
                Acknowledgement acknowledgement(Message message) {
                    transport.acknowledge(message); // on receipt, whatever the sink makes of it
                    return Acknowledgement.NONE;
                }
            });
        }
    }

    /** The test of S7 sends such values; the others send smaller ones, or do not mind. */
    private static boolean isAmongMany(Message message) {
        return message.text().matches("rpm=([5-9]|[1-9]\\d|100)");
    }
}
