package dev.interlock.simulator.model;

import java.util.List;

/**
 * All that a run needs but its seed and policy. Times in nanoseconds.
 *
 * @param name     how the scenario is called
 * @param title    what happens, in one sentence without a period
 * @param topology the services
 * @param services how each behaves
 * @param delay    the network's delay, one way
 * @param clients  who sends requests
 * @param outages  what goes wrong; never empty
 * @param settings what it says about circuits
 * @param warmUp   what is left out of the steady state, at the beginning
 * @param after    how long a run goes on after the last outage, at most
 * @param quiet    how long no request may have failed for the run to end before that
 */
public record Scenario(
        String name,
        String title,
        Topology topology,
        List<ServiceModel> services,
        long delay,
        Clients clients,
        List<OutageModel> outages,
        Settings settings,
        long warmUp,
        long after,
        long quiet) {

    /** Nanoseconds of a second. */
    public static final long SECOND = 1_000_000_000L;

    /**
     * When the first outage begins.
     *
     * @return nanoseconds from the beginning of the run
     */
    public long outageAt() {
        return outages.stream().mapToLong(OutageModel::at).min().orElseThrow();
    }

    /**
     * When the last outage is over.
     *
     * @return nanoseconds from the beginning of the run
     */
    public long repairAt() {
        return outages.stream().mapToLong(OutageModel::end).max().orElseThrow();
    }

    /**
     * When a run ends at the latest.
     *
     * @return nanoseconds from the beginning of the run
     */
    public long endAt() {
        return repairAt() + after;
    }

    /**
     * Whether an outage leaves nothing of its service: then no call to it can succeed.
     *
     * @param outage the outage
     * @return true if all of its calls fail
     */
    public boolean isDead(OutageModel outage) {
        ServiceModel service = services.get(outage.service());
        return switch (outage.kind()) {
            case CRASH, HANG -> outage.instances() == service.instances();
            case SLOW -> outage.factor() * service.serviceTime() > service.timeout();
            case ERRORS -> outage.share() == 1;
            case PARTITION -> outage.from() < 0;
            case FLUSH, DEPLOY -> false;
        };
    }

    /**
     * For each service whether an outage hits it.
     *
     * @return by number
     */
    public boolean[] targets() {
        boolean[] targets = new boolean[topology.size()];
        outages.forEach(outage -> targets[outage.service()] = true);
        return targets;
    }
}
