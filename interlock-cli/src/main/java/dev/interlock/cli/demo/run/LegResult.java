package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.guard.Protections;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param protection what it ran with
 * @param opened     breakers that opened, in the order of their first opening
 * @param blocked    for each circuit that was ever blocked, every root cause that was named
 * @param deadCalls  attempts to reach a service that was out of order
 * @param services   each service's calls and recovery, dependencies first
 * @param moments    what happened, oldest first
 * @param timeline   for each service its states, as they followed each other
 */
public record LegResult(
        Protections protection,
        List<String> opened,
        Map<String, List<String>> blocked,
        long deadCalls,
        List<ServiceResult> services,
        List<Moment> moments,
        Map<String, List<Span>> timeline) {

    /**
     * Copies the collections.
     *
     * @param protection what it ran with
     * @param opened     breakers that opened, in the order of their first opening
     * @param blocked    for each circuit that was ever blocked, every root cause that was named
     * @param deadCalls  attempts to reach a service that was out of order
     * @param services   each service's calls and recovery, dependencies first
     * @param moments    what happened, oldest first
     * @param timeline   for each service its states, as they followed each other
     */
    public LegResult {
        opened = List.copyOf(opened);
        blocked = Collections.unmodifiableMap(new LinkedHashMap<>(blocked));
        services = List.copyOf(services);
        moments = List.copyOf(moments);
        timeline = Collections.unmodifiableMap(new LinkedHashMap<>(timeline));
    }

    /**
     * Calls that were served, at all services.
     *
     * @return how many
     */
    public long served() {
        return services.stream().mapToLong(ServiceResult::served).sum();
    }

    /**
     * Calls that were refused, at all services.
     *
     * @return how many
     */
    public long refused() {
        return services.stream().mapToLong(ServiceResult::refused).sum();
    }

    /**
     * Calls that failed otherwise, at all services.
     *
     * @return how many
     */
    public long failed() {
        return services.stream().mapToLong(ServiceResult::failed).sum();
    }

    /**
     * Whether every service answered again.
     *
     * @return true if all did
     */
    public boolean allBack() {
        return services.stream().allMatch(ServiceResult::isBack);
    }

    /**
     * The slowest recovery.
     *
     * @return seconds; -1 if a service did not come back
     */
    public double worstRecoverySeconds() {
        return allBack()
                ? services.stream()
                        .mapToDouble(ServiceResult::recoverySeconds)
                        .max()
                        .orElse(-1)
                : -1;
    }
}
