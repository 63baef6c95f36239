package dev.interlock.internal.state;

import dev.interlock.CircuitConfig;

/**
 * How long an OPEN circuit waits. The draw is a hash of (seed, circuit, epoch) instead of a random number: a commit that is retried
 * gets the same wait, and asking again never draws again (drawing anew on each check makes the wait collapse to its
 * minimum under load).
 */
final class Waits {

    private Waits() {}

    /** The wait in nanoseconds: timeout times multiplier per reopening, at most the maximum, times a number from [1 - jitter, 1]. */
    static long nanos(CircuitConfig config, int reopenings, long draw) {
        double max = config.maxResetTimeout().toNanos();
        double wait = config.resetTimeout().toNanos();
        for (int i = 0; i < reopenings && wait < max; i++) { // ends early at the maximum, so it cannot overflow
            wait *= config.backoffMultiplier();
            if (config.backoffMultiplier() == 1.0) {
                break;
            }
        }
        wait = Math.min(wait, max);
        return jittered(wait, config.jitter(), draw);
    }

    /** A wait times a number from [1 - jitter, 1]. */
    static long jittered(double nanos, double jitter, long draw) {
        return Math.max(1L, (long) (nanos * (1.0 - jitter * fraction(draw))));
    }

    /** A number from [0, 1) out of 64 bits, by the finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static double fraction(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
