package dev.interlock.verification.peers;

import static dev.interlock.verification.call.Traffic.OPS;

import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.ThrowingSupplier;
import dev.interlock.TimeSource;
import dev.interlock.testkit.ManualTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What the checks of {@link PeerFaults} see of a circuit breaker: as much as a fault needs to show. This class is Interlock itself; the
 * faulty ones override the place where the peer went wrong.
 */
class Subject implements AutoCloseable {

    final ManualTime time = ManualTime.create();
    final Interlock interlock = Interlock.create(
            settings -> settings.timeSource(clock(time)).scheduler(time).hookExecutor(time));
    private final AtomicInteger elsewhere = new AtomicInteger();
    private Circuit circuit;

    /** A permit, as far as the checks need it. */
    interface Ticket {
        void success();

        void failure(Throwable thrown);

        void release();
    }

    /** The clock that the breaker works with, given the one that was configured. */
    TimeSource clock(TimeSource configured) {
        return configured;
    }

    void define(Consumer<? super CircuitConfigBuilder> config) {
        circuit = interlock.define("subject", config);
    }

    Circuit circuit() {
        return circuit;
    }

    <T, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X {
        return circuit.call(work);
    }

    Optional<Ticket> tryAcquire() {
        return circuit.tryAcquire().map(permit -> new Ticket() {
            @Override
            public void success() {
                permit.success();
            }

            @Override
            public void failure(Throwable thrown) {
                permit.failure(thrown);
            }

            @Override
            public void release() {
                permit.ignore();
            }
        });
    }

    void listen(Consumer<InterlockEvent> listener) {
        interlock.on(InterlockEvent.class, listener);
    }

    /** Defines, moves and removes another circuit: what needs the whole interlock. */
    boolean moveElsewhere() {
        String name = "elsewhere-" + elsewhere.incrementAndGet();
        Circuit other = interlock.define(name);
        other.operator().forceOpen(OPS, "test");
        other.operator().forceClose(OPS, "test");
        other.run(() -> {});
        return interlock.remove(name);
    }

    State state() {
        return circuit.state();
    }

    void open() {
        circuit.operator().open(OPS, "test");
    }

    void recover() {
        circuit.attemptRecovery();
    }

    @Override
    public void close() {
        interlock.close();
    }
}
