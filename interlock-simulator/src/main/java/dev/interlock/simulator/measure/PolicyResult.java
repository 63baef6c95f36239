package dev.interlock.simulator.measure;

import dev.interlock.simulator.policy.PolicyKind;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the runs of one policy came to, one for each seed.
 *
 * @param policy  the policy
 * @param variant its settings in words; empty if it has none
 * @param runs    in the order of the seeds; never empty
 */
public record PolicyResult(PolicyKind policy, String variant, List<RunResult> runs) {

    /**
     * The mean of a figure.
     *
     * @param figure which figure
     * @return the mean over the runs
     */
    public double mean(ToDoubleFunction<RunResult> figure) {
        return runs.stream().mapToDouble(figure).average().orElseThrow();
    }

    /**
     * The greatest of a figure.
     *
     * @param figure which figure
     * @return the greatest of the runs
     */
    public double worst(ToDoubleFunction<RunResult> figure) {
        return runs.stream().mapToDouble(figure).max().orElseThrow();
    }

    /**
     * In how many runs requests stopped failing.
     *
     * @return the number of those runs
     */
    public long recovered() {
        return runs.stream().filter(RunResult::recovered).count();
    }

    /**
     * Whether they did in all.
     *
     * @return true if they did
     */
    public boolean allRecovered() {
        return recovered() == runs.size();
    }
}
