package dev.interlock;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A recovery under way. Thread-safe. */
public interface RecoveryRun {

    /**
     * What is going to be recovered.
     *
     * @return waves of names, dependencies first
     */
    List<List<String>> plan();

    /**
     * Completes with the report when the run ends, cancelled or not. Never completes exceptionally; cancelling this future does not
     * stop the run.
     *
     * @return the future report
     */
    CompletableFuture<RecoveryReport> report();

    /** Stops before the next attempt. What was attempted stays as it is; the rest is reported as SKIPPED. */
    void cancel();

    /**
     * Whether the run has ended.
     *
     * @return true if the report is there
     */
    default boolean isDone() {
        return report().isDone();
    }
}
