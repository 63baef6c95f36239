package dev.interlock.simulator.measure;

import dev.interlock.simulator.policy.Transitions;

/**
 * A breaker has another state.
 *
 * @param at when, in nanoseconds
 * @param to the state it has from then on
 */
public record StateChange(long at, Transitions.Phase to) {}
