package dev.interlock.internal.graph;

import dev.interlock.internal.time.CoarseClock;
import java.time.Instant;

/**
 * What a commit needs from outside, read before its retry loop begins.
 *
 * @param nanos   monotonic time
 * @param instant the time of day, for display
 * @param clock   handed to the windows that the commit makes
 * @param seed    from which jitter is drawn
 */
public record Moment(long nanos, Instant instant, CoarseClock clock, long seed) {}
