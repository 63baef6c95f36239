package dev.interlock.internal.call;

import dev.interlock.BulkheadFullException;
import dev.interlock.CallRejectedException;
import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.GuardRefusedException;
import dev.interlock.Obstacle;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.RampingException;
import dev.interlock.RetryAdvice;
import dev.interlock.State;
import dev.interlock.internal.graph.Explainer;
import dev.interlock.internal.graph.Gate;
import dev.interlock.internal.graph.Graph;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a refusal knows: the published graph in which it was decided, and when. Chain, root cause and message are worked out from them when
 * somebody asks, so a refusal costs little, and what it says existed in one published state.
 */
final class Refusal implements CallRejectedException.Details {

    /** Why calls are refused. */
    enum Kind {
        OPEN,
        BLOCKED,
        PERMITS,
        GUARD,
        BULKHEAD,
        RAMPING
    }

    private final Kind kind;
    private final CircuitImpl circuit;
    private final Graph graph;
    private final long nowNanos;
    private final String words;

    Refusal(Kind kind, CircuitImpl circuit, Graph graph, long nowNanos, String words) {
        this.kind = kind;
        this.circuit = circuit;
        this.graph = graph;
        this.nowNanos = nowNanos;
        this.words = words;
    }

    CallRejectedException exception() {
        return switch (kind) {
            case OPEN -> new CircuitOpenException(this);
            case BLOCKED -> new DependencyOpenException(this);
            case PERMITS -> new PermitsExhaustedException(this);
            case GUARD -> new GuardRefusedException(this);
            case BULKHEAD -> new BulkheadFullException(this);
            case RAMPING -> new RampingException(this);
        };
    }

    /** For somebody who only asks: no call was made. */
    Obstacle obstacle() {
        return new Obstacle(circuit(), state(), chain(), rootCauses(), retryAfter(), wouldRefuse());
    }

    /** For a retry that has not been made. */
    RetryAdvice advice() {
        return new RetryAdvice(
                isOpening() ? RetryAdvice.Kind.STOP : RetryAdvice.Kind.WAIT, retryAfter(), wouldRefuse());
    }

    private String wouldRefuse() {
        return "Circuit '" + circuit.name() + "' would refuse a call: " + why();
    }

    @Override
    public String circuit() {
        return circuit.name();
    }

    @Override
    public State state() {
        return Gate.state(graph.gate(circuit.index()));
    }

    @Override
    public List<String> chain() {
        return isOpening() ? explainer().chain(circuit.index()) : List.of(circuit.name());
    }

    @Override
    public List<String> rootCauses() {
        return isOpening() ? explainer().rootCauses(circuit.index()) : List.of();
    }

    @Override
    public Optional<Duration> retryAfter() {
        return isOpening() ? explainer().retryAfter(circuit.index()) : Optional.empty();
    }

    @Override
    public String message() {
        return "Circuit '" + circuit.name() + "' rejected the call: " + why();
    }

    private String why() {
        return isOpening() ? explainer().why(circuit.index(), circuit.calls.errors::words) : words;
    }

    @Override
    public boolean wantsStackTrace() {
        return circuit.calls.stackTraces;
    }

    private boolean isOpening() {
        return kind == Kind.OPEN || kind == Kind.BLOCKED;
    }

    private Explainer explainer() {
        return new Explainer(graph, nowNanos, Instant.EPOCH); // the time of day is not part of what is asked here
    }
}
