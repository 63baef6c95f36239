package dev.interlock.simulator.measure;

import java.util.List;

/**
 * What one run came to.
 *
 * @param recovered           whether requests stopped failing before the end
 * @param untilLastFailure    seconds from the repair to the end of the last failed request; 0 if none failed after it
 * @param openedThoughHealthy breakers that opened although their own service was well
 * @param callsOnTheDead      calls let through to services while these were out of order
 * @param attempts            recoveries that breakers attempted of such services
 * @param lost                requests that failed since the outage began
 * @param peakLoad            the busiest five seconds of a repaired service against its steady state
 * @param refusedAtTheTop     calls of clients that were refused
 * @param refusedDeep         calls of services that were refused
 * @param failingAnyway       the share of requests that failed before the outage, after the warm-up
 * @param calls               calls that were made
 * @param seconds             how long the run was, in simulated time
 * @param entered             requests that entered, by second; empty in all runs but the first
 * @param served              requests that were answered, by second; empty in all runs but the first
 * @param failed              requests that failed, by second; empty in all runs but the first
 * @param changes             for each service what its breaker did; empty in all runs but the first
 */
public record RunResult(
        boolean recovered,
        double untilLastFailure,
        int openedThoughHealthy,
        long callsOnTheDead,
        long attempts,
        long lost,
        double peakLoad,
        long refusedAtTheTop,
        long refusedDeep,
        double failingAnyway,
        long calls,
        double seconds,
        List<Integer> entered,
        List<Integer> served,
        List<Integer> failed,
        List<List<StateChange>> changes) {

    /**
     * The figures alone, without what happened when.
     *
     * @return a result that is small
     */
    public RunResult withoutCourse() {
        return new RunResult(
                recovered,
                untilLastFailure,
                openedThoughHealthy,
                callsOnTheDead,
                attempts,
                lost,
                peakLoad,
                refusedAtTheTop,
                refusedDeep,
                failingAnyway,
                calls,
                seconds,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
