package dev.interlock;

/**
 * Counts of one circuit, read one after the other while calls go on. Totals are since the circuit was defined and never
 * shrink; window counts are of the present window.
 *
 * @param successes         calls that ended well, or with a throwable that {@code failOn} does not name, total; without those that took so long that the circuit began more than eight windows
 *                          meanwhile, by changes of state or, in METRICS_ONLY, by conditions that were met
 * @param failures          failures that were counted, total
 * @param slowCalls         slow calls that were counted, total
 * @param ignored           calls that ended without a verdict: cancelled, ignored, or somebody else's failure, total
 * @param rejectedOpen      calls refused because this circuit was open, total
 * @param rejectedBlocked   calls refused because of a dependency, total
 * @param rejectedPermits   calls refused for want of a HALF_OPEN permit, total
 * @param rejectedGuard     calls refused by a call guard, total
 * @param rejectedBulkhead  calls refused by {@code maxConcurrent}, total
 * @param rejectedRamping   calls refused because the circuit ramps up after a recovery, total
 * @param wouldHaveRejected calls that passed only because the circuit was METRICS_ONLY, total
 * @param blockedRecoveries recoveries that were tried and refused, total
 * @param blockedResets     resets that were tried and refused, total
 * @param windowCalls       calls in the window
 * @param windowFailures    failures in the window
 * @param windowSlowCalls   slow calls in the window
 */
public record CircuitMetrics(
        long successes,
        long failures,
        long slowCalls,
        long ignored,
        long rejectedOpen,
        long rejectedBlocked,
        long rejectedPermits,
        long rejectedGuard,
        long rejectedBulkhead,
        long rejectedRamping,
        long wouldHaveRejected,
        long blockedRecoveries,
        long blockedResets,
        long windowCalls,
        long windowFailures,
        long windowSlowCalls) {

    /**
     * Every call that was refused.
     *
     * @return the sum of the six kinds of refusal
     */
    public long rejected() {
        return rejectedOpen + rejectedBlocked + rejectedPermits + rejectedGuard + rejectedBulkhead + rejectedRamping;
    }
}
