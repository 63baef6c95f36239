package dev.interlock.event;

import dev.interlock.Cause;
import dev.interlock.InterlockEvent;
import dev.interlock.State;
import java.time.Instant;

/**
 * A circuit changed its state, or an operator renewed it.
 *
 * @param sequence its place in the order of all events
 * @param at       when it happened
 * @param circuit  the circuit
 * @param from     the state before
 * @param to       the state after
 * @param epoch    the number of this transition among the circuit's own
 * @param cause    why
 */
public record CircuitTransitioned(
        long sequence, Instant at, String circuit, State from, State to, long epoch, Cause cause)
        implements InterlockEvent {}
