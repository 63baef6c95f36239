package dev.interlock.internal.graph;

/**
 * What is counted over all nodes of a graph, kept with it so that nobody has to walk it.
 *
 * @param limits       what the interlock limits
 * @param open         nodes that count as open, signals included
 * @param openCircuits circuits that count as open
 * @param recovering   circuits that are HALF_OPEN, longest first; only kept where there is a budget
 */
record Census(RecoveryLimits limits, int open, int openCircuits, Ints recovering) {

    static Census empty(RecoveryLimits limits) {
        return new Census(limits, 0, 0, Ints.EMPTY);
    }

    /** The census after the gate of a node has changed. */
    Census changed(int index, boolean circuit, int before, int after) {
        int more = (Gate.isOpen(after) ? 1 : 0) - (Gate.isOpen(before) ? 1 : 0);
        Ints now = recovering;
        if (limits.isBudgeted()) {
            now = Gate.isHalfOpen(after) ? recovering.plus(index) : recovering.minus(index);
        }
        return more == 0 && now == recovering
                ? this
                : new Census(limits, open + more, openCircuits + (circuit ? more : 0), now);
    }

    /** Whether so many circuits are open that cascades stop. */
    boolean isPanicking(int circuits) {
        return openCircuits > limits.panicThreshold() * circuits;
    }
}
