package dev.interlock.verification.peers;

import dev.interlock.InterlockEvent;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.ThrowingSupplier;
import dev.interlock.TimeSource;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Interlock with one fault of a peer put in each. */
final class PlantedFaults {

    private PlantedFaults() {}

    /** Only exceptions end a permit: an Error passes by (resilience4j 2.3.0). */
    static final class ErrorsForgotten extends Subject {
        @Override
        @SuppressWarnings("MustBeClosedChecker") // not closing it is the fault
        <T, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X {
            Permit permit = circuit().acquire();
            try {
                T result = work.get();
                permit.success(result);
                return result;
            } catch (Throwable thrown) {
                if (!(thrown instanceof Error)) {
                    permit.failure(thrown);
                }
                throw thrown;
            }
        }
    }

    /** The outcome is recorded in whatever state the circuit is in by then, and not in the one that admitted the call (resilience4j). */
    static final class LateFailuresCount extends Subject {
        @Override
        Optional<Ticket> tryAcquire() {
            return super.tryAcquire().map(real -> new Wrapped(real) {
                @Override
                public void failure(Throwable thrown) {
                    real.failure(thrown);
                    LateFailuresCount.super.tryAcquire().ifPresent(now -> now.failure(new Failure()));
                }
            });
        }
    }

    /** Each release hands out a place, whether the permit held one or not (resilience4j). */
    static final class ReleaseNotIdempotent extends Subject {
        private final AtomicInteger surplus = new AtomicInteger();

        @Override
        Optional<Ticket> tryAcquire() {
            Optional<Ticket> real = super.tryAcquire();
            if (real.isEmpty() && state() == State.HALF_OPEN && surplus.get() > 0) {
                surplus.decrementAndGet();
                return Optional.of(new Wrapped(null));
            }
            return real.map(ticket -> new Wrapped(ticket) {
                private boolean released;

                @Override
                public void release() {
                    if (released) {
                        surplus.incrementAndGet();
                    }
                    released = true;
                    super.release();
                }
            });
        }
    }

    /** A success frees a place of the present half-open period, though the call was admitted while closed (failsafe 3.3.2). */
    static final class LateSuccessesFreePlaces extends Subject {
        private final AtomicInteger surplus = new AtomicInteger();

        @Override
        Optional<Ticket> tryAcquire() {
            State admittedIn = state();
            Optional<Ticket> real = super.tryAcquire();
            if (real.isEmpty() && state() == State.HALF_OPEN && surplus.get() > 0) {
                surplus.decrementAndGet();
                return Optional.of(new Wrapped(null));
            }
            return real.map(ticket -> new Wrapped(ticket) {
                @Override
                public void success() {
                    if (admittedIn == State.CLOSED && state() == State.HALF_OPEN) {
                        surplus.incrementAndGet();
                    }
                    super.success();
                }
            });
        }
    }

    /** What a listener throws is caught and thrown away (failsafe). */
    static final class ListenerFailuresSwallowed extends Subject {
        @Override
        void listen(Consumer<InterlockEvent> listener) {
            super.listen(event -> {
                try {
                    listener.accept(event);
                } catch (RuntimeException swallowed) {
                    // the fault
                }
            });
        }
    }

    /** The window works with another clock than the one that was configured (resilience4j). */
    static final class ClockIgnored extends Subject {
        @Override
        TimeSource clock(TimeSource configured) {
            return new TimeSource() {
                @Override
                public long nanoTime() {
                    return 0;
                }

                @Override
                public Instant instant() {
                    return configured.instant();
                }
            };
        }
    }

    /** One lock around everything, callbacks included (gobreaker, Polly, jedis). */
    static final class OneLock extends Subject {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        <T, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X {
            lock.lock();
            try {
                return super.call(work);
            } finally {
                lock.unlock();
            }
        }

        @Override
        void recover() {
            lock.lock();
            try {
                super.recover();
            } finally {
                lock.unlock();
            }
        }

        @Override
        State state() {
            lock.lock();
            try {
                return super.state();
            } finally {
                lock.unlock();
            }
        }
    }

    private static class Wrapped implements Subject.Ticket {
        private final Subject.Ticket real;

        Wrapped(Subject.Ticket real) {
            this.real = real;
        }

        @Override
        public void success() {
            if (real != null) {
                real.success();
            }
        }

        @Override
        public void failure(Throwable thrown) {
            if (real != null) {
                real.failure(thrown);
            }
        }

        @Override
        public void release() {
            if (real != null) {
                real.release();
            }
        }
    }
}
