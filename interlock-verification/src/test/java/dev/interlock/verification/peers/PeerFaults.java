package dev.interlock.verification.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.InterlockEvent;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.verification.call.Traffic.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One check per fault. Each fails with an {@link AssertionError} where the fault is. */
final class PeerFaults {

    /** Long enough for a busy machine, and short enough for the test in which every callback waits in vain. */
    private static final long PATIENCE_MILLIS = 3_000;

    private PeerFaults() {}

    /** Half-open with n permits, n calls end in an Error: the breaker stays half-open without a permit. */
    static void errorsInProbes(Subject subject) {
        subject.define(c -> c.halfOpenCalls(3).successThreshold(3).resetTimeout(Duration.ofSeconds(10)));
        halfOpen(subject);
        for (int i = 0; i < 3 && subject.state() == State.HALF_OPEN; i++) {
            try {
                subject.call(() -> {
                    throw new NoClassDefFoundError("planned");
                });
            } catch (NoClassDefFoundError planned) {
                // on its way to the caller, as it should be
            }
        }
        assertThat(subject.interlock.diagnostics().permitsOutstanding())
                .as("permits outstanding")
                .isZero();
        assertThat(subject.state()).as("an Error is a failed probe").isEqualTo(State.OPEN);
        subject.recover();
        for (int i = 0; i < 3; i++) {
            assertThat(subject.call(() -> "fine")).isEqualTo("fine");
        }
        assertThat(subject.state()).isEqualTo(State.CLOSED);
    }

    /** Calls admitted while closed fail after the circuit became half-open: it reopens though no probe was sent. */
    static void lateFailures(Subject subject) {
        subject.define(c -> c.failureThreshold(100));
        List<Subject.Ticket> late = take(subject, 5);
        halfOpen(subject);
        late.forEach(ticket -> ticket.failure(new Failure()));
        assertThat(subject.state()).as("no probe was sent").isEqualTo(State.HALF_OPEN);
    }

    /** A permit is released twice in half-open: more permits are granted than were configured. */
    static void doubleRelease(Subject subject) {
        subject.define(c -> c.halfOpenCalls(2).successThreshold(10));
        halfOpen(subject);
        List<Subject.Ticket> first = take(subject, 2);
        first.get(0).release();
        first.get(0).release();
        first.get(0).release();
        List<Subject.Ticket> then = take(subject, 10);
        assertThat(1 + then.size()).as("permits out at once").isEqualTo(2);
    }

    /** Calls admitted while closed end well in half-open: more permits are granted than were configured, or it closes. */
    static void lateSuccesses(Subject subject) {
        subject.define(c -> c.halfOpenCalls(5).successThreshold(5));
        List<Subject.Ticket> late = take(subject, 7);
        halfOpen(subject);
        List<Subject.Ticket> probes = take(subject, 5);
        assertThat(probes).hasSize(5);
        late.forEach(Subject.Ticket::success);
        assertThat(subject.state()).as("no probe has ended").isEqualTo(State.HALF_OPEN);
        assertThat(take(subject, 10)).as("permits beyond the five").isEmpty();
    }

    /** A throwing listener disappears without a trace. */
    static void throwingListener(Subject subject) {
        List<InterlockEvent> healthy = new ArrayList<>();
        subject.listen(event -> {
            throw new IllegalStateException("planned");
        });
        subject.listen(healthy::add);
        subject.define(c -> {});
        subject.open();
        assertThat(healthy).as("the other listener hears all").hasSize(2);
        assertThat(subject.interlock.diagnostics().listenerFailures())
                .as("listener failures that somebody can see")
                .isEqualTo(2);
    }

    /** The configured clock is ignored by the time window. */
    static void clockOfTheTimeWindow(Subject subject) {
        subject.define(c -> c.failureThreshold(3).failureWindow(Duration.ofSeconds(60)));
        fail(subject);
        fail(subject);
        subject.time.advance(Duration.ofSeconds(70));
        fail(subject);
        assertThat(subject.state()).as("two of three failures are too old").isEqualTo(State.CLOSED);
        fail(subject);
        fail(subject);
        assertThat(subject.state()).isEqualTo(State.OPEN);
    }

    /** The configured clock is ignored by the count window. */
    static void clockOfTheCountWindow(Subject subject) {
        subject.define(
                c -> c.countWindow(2).minimumCalls(2).slowCallRate(1.0).slowCallThreshold(Duration.ofSeconds(1)));
        for (int i = 0; i < 2; i++) {
            assertThat(subject.call(() -> {
                        subject.time.advance(Duration.ofMillis(1_500));
                        return "slow";
                    }))
                    .isEqualTo("slow");
        }
        assertThat(subject.state())
                .as("both calls were slow by the configured clock")
                .isEqualTo(State.OPEN);
    }

    /** A user callback runs under the lock: another thread that it waits for never comes in. */
    static void callbackUnderTheLock(Subject subject) {
        List<String> stuck = new ArrayList<>();
        subject.define(c -> c.failureThreshold(1)
                .callGuard("call", () -> othersComeIn(subject, "call guard", stuck))
                .recoveryGuard("recovery", () -> othersComeIn(subject, "recovery guard", stuck))
                .resetGuard("reset", () -> othersComeIn(subject, "reset guard", stuck))
                .failOn(thrown -> othersComeIn(subject, "predicate", stuck))
                .failOnResult(result -> !othersComeIn(subject, "result predicate", stuck)));
        subject.listen(event -> {
            // Only of this circuit: what the others do are events as well.
            if (event instanceof CircuitTransitioned moved && moved.circuit().equals("subject")) {
                othersComeIn(subject, "listener", stuck);
            }
        });
        subject.call(() -> othersComeIn(subject, "work", stuck));
        fail(subject);
        subject.recover();
        subject.call(() -> "fine");
        assertThat(stuck).as("callbacks that kept others out").isEmpty();
        assertThat(subject.state()).isEqualTo(State.CLOSED);
    }

    /** Whether another thread can move and ask the interlock while this callback runs. */
    private static boolean othersComeIn(Subject subject, String callback, List<String> stuck) {
        if (!stuck.isEmpty()) {
            return true; // one is enough: where all of them are stuck, nobody has to wait for each
        }
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread other = new Thread(() -> {
            subject.state();
            subject.interlock.snapshot().explain("subject");
            subject.moveElsewhere();
        });
        other.setDaemon(true);
        other.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        other.start();
        try {
            other.join(PATIENCE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (other.isAlive() || failure.get() != null) {
            stuck.add(callback);
        }
        return true;
    }

    private static void halfOpen(Subject subject) {
        subject.open();
        subject.recover();
        assertThat(subject.state()).isEqualTo(State.HALF_OPEN);
    }

    private static void fail(Subject subject) {
        try {
            subject.call(() -> {
                throw new Failure();
            });
        } catch (Failure planned) {
            // as it should be
        }
    }

    private static List<Subject.Ticket> take(Subject subject, int atMost) {
        List<Subject.Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < atMost; i++) {
            Optional<Subject.Ticket> ticket = subject.tryAcquire();
            ticket.ifPresent(tickets::add);
        }
        return tickets;
    }
}
