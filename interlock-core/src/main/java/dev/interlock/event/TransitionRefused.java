package dev.interlock.event;

import dev.interlock.CircuitEvent;
import dev.interlock.InterlockEvent;
import dev.interlock.Reason;
import dev.interlock.State;
import java.time.Instant;
import java.util.List;

/**
 * An event was tried and refused; nothing changed.
 *
 * @param sequence its place in the order of all events
 * @param at       when it happened
 * @param circuit  the circuit
 * @param event    the event that was tried
 * @param state    the state it was refused in
 * @param reasons  why
 */
public record TransitionRefused(
        long sequence, Instant at, String circuit, CircuitEvent event, State state, List<Reason> reasons)
        implements InterlockEvent {}
