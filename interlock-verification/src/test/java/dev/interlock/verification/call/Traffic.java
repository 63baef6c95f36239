package dev.interlock.verification.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.Diagnostics;
import dev.interlock.Interlock;
import dev.interlock.State;
import java.io.Serial;
import java.util.function.BooleanSupplier;

/** Good and bad calls, and the ways into each state, for the tests of this module. */
public final class Traffic {

    /** Who moves circuits by hand in tests. */
    public static final Actor OPS = Actor.of("ops");

    private Traffic() {}

    /** What a bad call throws. Checked, so that nothing unchecked can be mistaken for it. */
    public static final class Failure extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        public Failure() {
            super("planned failure");
        }
    }

    /** One call that ends well, and has to be admitted. */
    public static void good(Circuit circuit) {
        assertThat(circuit.call(() -> "fine")).isEqualTo("fine");
    }

    /** Some calls that end well. */
    public static void good(Circuit circuit, int calls) {
        for (int i = 0; i < calls; i++) {
            good(circuit);
        }
    }

    /** One call that throws, and has to be admitted. */
    public static void bad(Circuit circuit) {
        throwing(circuit, new Failure());
    }

    /** Some calls that throw. */
    public static void bad(Circuit circuit, int calls) {
        for (int i = 0; i < calls; i++) {
            bad(circuit);
        }
    }

    /** One call that throws this, and has to be admitted. */
    public static void throwing(Circuit circuit, Throwable thrown) {
        assertThatThrownBy(() -> circuit.call(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    /** Opens the circuit by hand. */
    public static void open(Circuit circuit) {
        assertThat(circuit.operator().open(OPS, "test").isApplied()).isTrue();
        assertThat(circuit.state()).isEqualTo(State.OPEN);
    }

    /** Brings the circuit into a fresh HALF_OPEN. */
    public static void halfOpen(Circuit circuit) {
        open(circuit);
        recover(circuit);
    }

    /** Brings an OPEN circuit into HALF_OPEN. */
    public static void recover(Circuit circuit) {
        assertThat(circuit.attemptRecovery().reasons()).isEmpty();
        assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    }

    /** Closes the circuit by hand. */
    public static void close(Circuit circuit) {
        assertThat(circuit.operator().forceClose(OPS, "test").isApplied()).isTrue();
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
    }

    /** Nothing is out: no HALF_OPEN permit, no bulkhead place. */
    public static void assertNothingOutstanding(Interlock interlock) {
        Diagnostics now = interlock.diagnostics();
        assertThat(now.permitsOutstanding()).as("permits outstanding").isZero();
        assertThat(now.callsInFlight()).as("calls in flight").isZero();
    }

    /** The circuit still does its work: it opens, recovers through HALF_OPEN by good calls alone, and serves. */
    public static void assertUsable(Interlock interlock, Circuit circuit) {
        assertNothingOutstanding(interlock);
        halfOpen(circuit);
        for (int i = 0; i < 100 && circuit.state() == State.HALF_OPEN; i++) {
            good(circuit);
        }
        assertThat(circuit.state()).isEqualTo(State.CLOSED);
        assertThat(interlock
                        .snapshot()
                        .node(circuit.name())
                        .cause()
                        .orElseThrow()
                        .event())
                .isEqualTo(CircuitEvent.RESET);
        assertThat(circuit.isCallable()).isTrue();
        good(circuit, 3);
        assertNothingOutstanding(interlock);
    }

    /** Waits for what another thread is about to do; fails after ten seconds. */
    public static void eventually(String what, BooleanSupplier condition) {
        for (int i = 0; i < 10_000; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000L);
        }
        throw new AssertionError("did not happen within ten seconds: " + what);
    }
}
