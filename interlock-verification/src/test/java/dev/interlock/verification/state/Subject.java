package dev.interlock.verification.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitEvent;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.NodeView;
import dev.interlock.Permit;
import dev.interlock.State;
import dev.interlock.TransitionResult;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.verification.call.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A circuit in a given state, and every event that can happen to it. It opens at its first failure; a circuit "source" cascades to it; it
 * has two dependencies, one hard and one soft, which are up at first.
 */
final class Subject {

    private final Interlock interlock;
    private final Circuit circuit;
    private final Circuit source;
    private final AtomicBoolean guardsAllow;
    private final AtomicInteger guardsAsked;
    private final Permit early;
    private final List<InterlockEvent> events = new ArrayList<>();

    private Subject(
            Interlock interlock,
            Circuit circuit,
            Circuit source,
            Permit early,
            AtomicBoolean guardsAllow,
            AtomicInteger guardsAsked) {
        this.interlock = interlock;
        this.circuit = circuit;
        this.source = source;
        this.early = early;
        this.guardsAllow = guardsAllow;
        this.guardsAsked = guardsAsked;
    }

    static Subject in(Interlock interlock, State state) {
        AtomicBoolean allow = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        interlock.define("hard", c -> c.dependsOn("hard-root"));
        interlock.define("soft", c -> c.dependsOn("soft-root"));
        interlock.define("hard-root");
        interlock.define("soft-root");
        Circuit source = interlock.define("source", c -> c.failureThreshold(1).cascadesTo("subject"));
        Circuit circuit = interlock.define(
                "subject",
                c -> c.failureThreshold(1)
                        .dependsOn("hard")
                        .recoversAfter("soft")
                        .recoveryGuard("recovery", () -> {
                            asked.incrementAndGet();
                            return allow.get();
                        })
                        .resetGuard("reset", () -> {
                            asked.incrementAndGet();
                            return allow.get();
                        }));
        Permit early = circuit.acquire(); // a call of the first epoch, whose result comes late
        enter(circuit, state);
        Subject subject = new Subject(interlock, circuit, source, early, allow, asked);
        asked.set(0);
        interlock.on(InterlockEvent.class, subject.events::add);
        return subject;
    }

    private static void enter(Circuit circuit, State state) {
        switch (state) {
            case CLOSED -> {}
            case OPEN -> Traffic.open(circuit);
            case HALF_OPEN -> Traffic.halfOpen(circuit);
            case FORCED_OPEN -> circuit.operator().forceOpen(Traffic.OPS, "test");
            case DISABLED -> circuit.operator().disable(Traffic.OPS, "test");
            case METRICS_ONLY -> circuit.operator().metricsOnly(Traffic.OPS, "test");
        }
        assertThat(circuit.state()).isEqualTo(state);
    }

    Circuit circuit() {
        return circuit;
    }

    NodeView view() {
        return interlock.snapshot().node("subject");
    }

    int guardsAsked() {
        return guardsAsked.get();
    }

    /** From now on every guard refuses. */
    void refuseByGuards() {
        guardsAllow.set(false);
    }

    /** Opens a circuit for good. */
    void down(String name) {
        interlock.circuit(name).operator().forceOpen(Traffic.OPS, "down");
    }

    /** Lets the event happen; a result if there is somebody who asked for it. */
    Optional<TransitionResult> apply(CircuitEvent event) {
        return switch (event) {
            case TRIP -> {
                fail();
                yield Optional.empty();
            }
            case CASCADE -> {
                Traffic.bad(source);
                assertThat(source.state()).isEqualTo(State.OPEN);
                yield Optional.empty();
            }
            case ATTEMPT_RECOVERY -> Optional.of(circuit.attemptRecovery());
            case RESET -> Optional.of(circuit.reset());
            case OPEN -> Optional.of(circuit.operator().open(Traffic.OPS, "why"));
            case FORCE_OPEN -> Optional.of(circuit.operator().forceOpen(Traffic.OPS, "why"));
            case FORCE_CLOSE -> Optional.of(circuit.operator().forceClose(Traffic.OPS, "why"));
            case DISABLE -> Optional.of(circuit.operator().disable(Traffic.OPS, "why"));
            case METRICS_ONLY -> Optional.of(circuit.operator().metricsOnly(Traffic.OPS, "why"));
            case RELEASE -> Optional.of(circuit.operator().release(Traffic.OPS, "why"));
        };
    }

    /** Failures in every way there is: a call where one is admitted, and the late result of the first epoch. */
    private void fail() {
        if (circuit.isCallable()) {
            Traffic.bad(circuit);
        } else {
            assertThat(circuit.tryAcquire()).isEmpty();
        }
        failLate();
    }

    /** The call of the first epoch fails now. */
    void failLate() {
        early.failure(new Traffic.Failure());
    }

    /** The simple names of the events about the subject, since it is in its state. */
    List<String> emitted() {
        early.ignore();
        return told();
    }

    /** The same, and the call of the first epoch goes on. */
    List<String> told() {
        return events.stream()
                .filter(Subject::isAboutSubject)
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    /** The only event of a type about the subject. */
    <E extends InterlockEvent> E only(Class<E> type) {
        List<E> found = events.stream()
                .filter(type::isInstance)
                .filter(Subject::isAboutSubject)
                .map(type::cast)
                .toList();
        assertThat(found).as(type.getSimpleName()).hasSize(1);
        return found.get(0);
    }

    private static boolean isAboutSubject(InterlockEvent event) {
        return !(event instanceof CircuitTransitioned moved && !moved.circuit().equals("subject"));
    }
}
