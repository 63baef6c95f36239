package dev.interlock.simulator.measure;

import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import java.util.List;
import java.util.Optional;

/**
 * What a scenario came to with each policy.
 *
 * @param scenario the scenario
 * @param seeds    how many runs each policy had; their seeds are 1 and up
 * @param policies the results
 */
public record ScenarioResult(Scenario scenario, int seeds, List<PolicyResult> policies) {

    /**
     * The result of one policy, if it was run.
     *
     * @param policy which policy
     * @return the result; empty if it was not run
     */
    public Optional<PolicyResult> of(PolicyKind policy) {
        return policies.stream().filter(each -> each.policy() == policy).findFirst();
    }
}
