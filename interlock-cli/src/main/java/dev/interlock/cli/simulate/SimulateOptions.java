package dev.interlock.cli.simulate;

import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param scenarios what happens
 * @param policies  with what protection
 * @param seeds     how often each
 * @param jobs      how many runs at once
 * @param folder    where the report goes; null for none
 * @param json      whether the results are printed as JSON, too
 * @param page      where the page of the benchmark goes; null for none
 * @param command   what was typed
 */
record SimulateOptions(
        List<Scenario> scenarios,
        List<PolicyKind> policies,
        int seeds,
        int jobs,
        @Nullable Path folder,
        boolean json,
        @Nullable Path page,
        String command) {}
