package dev.interlock.internal.call;

import dev.interlock.Actor;
import dev.interlock.CircuitEvent;
import dev.interlock.CircuitOperator;
import dev.interlock.PrintableText;
import dev.interlock.TransitionResult;
import dev.interlock.internal.engine.Transitioner;
import java.util.Objects;

/** Moves one circuit by hand. */
record OperatorImpl(CircuitImpl circuit, Transitioner transitioner) implements CircuitOperator {

    private static final int MAX_REASON = 256;

    @Override
    public TransitionResult open(Actor actor, String reason) {
        return move(CircuitEvent.OPEN, actor, reason);
    }

    @Override
    public TransitionResult forceOpen(Actor actor, String reason) {
        return move(CircuitEvent.FORCE_OPEN, actor, reason);
    }

    @Override
    public TransitionResult forceClose(Actor actor, String reason) {
        return move(CircuitEvent.FORCE_CLOSE, actor, reason);
    }

    @Override
    public TransitionResult disable(Actor actor, String reason) {
        return move(CircuitEvent.DISABLE, actor, reason);
    }

    @Override
    public TransitionResult metricsOnly(Actor actor, String reason) {
        return move(CircuitEvent.METRICS_ONLY, actor, reason);
    }

    @Override
    public TransitionResult release(Actor actor, String reason) {
        return move(CircuitEvent.RELEASE, actor, reason);
    }

    @Override
    public String toString() {
        return "CircuitOperator of '" + circuit.name() + "'";
    }

    private TransitionResult move(CircuitEvent event, Actor actor, String reason) {
        Objects.requireNonNull(actor, "actor");
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("the reason for " + event + " of '" + circuit.name() + "' is "
                    + (reason.isBlank() ? "blank" : reason.length() + " characters long; at most " + MAX_REASON)
                    + "; say in a few words why");
        }
        return transitioner.operate(circuit, event, actor, PrintableText.of(reason));
    }
}
