package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.guard.BreakerView;

/**
 * One breaker in a {@link Status}.
 *
 * @param view             its state
 * @param target           whether its service is the one that fails
 * @param callsPerSecond   calls that it let through, in the last second
 * @param refusedPerSecond calls that it refused, in the last second
 */
public record Row(BreakerView view, boolean target, double callsPerSecond, double refusedPerSecond) {}
