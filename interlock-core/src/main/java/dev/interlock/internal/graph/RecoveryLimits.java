package dev.interlock.internal.graph;

/**
 * What is limited for all circuits together. Part of every graph, so that whoever looks at one knows them.
 *
 * @param budget         how many places there are for circuits in recovery
 * @param panicThreshold the share of open circuits above which cascades stop
 */
public record RecoveryLimits(int budget, double panicThreshold) {

    /** The limits of an interlock that sets none. */
    public static final RecoveryLimits NONE = new RecoveryLimits(Integer.MAX_VALUE, 1.0);

    boolean isBudgeted() {
        return budget < Integer.MAX_VALUE;
    }
}
