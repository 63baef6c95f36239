package dev.interlock;

import java.util.List;
import java.util.Objects;

/**
 * What became of an event: applied, or refused with the reasons. A refused event changed nothing.
 *
 * @param circuit the circuit's name
 * @param event   the event that was tried
 * @param from    the state before
 * @param to      the state after; equal to {@code from} if refused, or if the circuit was there already
 * @param reasons why it was refused; empty if applied
 */
public record TransitionResult(String circuit, CircuitEvent event, State from, State to, List<Reason> reasons) {

    /**
     * Copies the reasons.
     *
     * @param circuit the circuit's name
     * @param event the event that was tried
     * @param from the state before
     * @param to the state after; equal to {@code from} if refused, or if the circuit was there already
     * @param reasons why it was refused; empty if applied
     */
    public TransitionResult {
        Objects.requireNonNull(circuit, "circuit");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        reasons = List.copyOf(reasons);
    }

    /**
     * Whether the event took place.
     *
     * @return true if it was not refused
     */
    public boolean isApplied() {
        return reasons.isEmpty();
    }

    /**
     * The reasons as a verdict.
     *
     * @return allowed if applied, else the reasons
     */
    public Verdict verdict() {
        return new Verdict(reasons);
    }

    @Override
    public String toString() {
        return event + " of '" + circuit + "' " + (isApplied() ? "applied: " + from + " -> " + to : verdict());
    }
}
