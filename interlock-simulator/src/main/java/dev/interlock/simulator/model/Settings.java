package dev.interlock.simulator.model;

import java.util.Optional;

/**
 * What a scenario says about the circuits, for all policies alike where they have it. Times in nanoseconds.
 *
 * @param jitter   how much of a wait is left to chance: it is drawn from [1 - jitter, 1] of the wait; empty for what each circuit has
 * @param probe    the time between probes, for the policies with probes
 * @param ramp     how long a ramp takes, for the policies with a ramp; empty for 10 s, where a circuit has none of its own
 * @param rampFrom the share of calls that a ramp begins with
 */
public record Settings(Optional<Double> jitter, long probe, Optional<Long> ramp, double rampFrom) {}
