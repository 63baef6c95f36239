package dev.interlock.simulator.measure;

import dev.interlock.simulator.engine.Observer;
import dev.interlock.simulator.model.OutageModel;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.Transitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what happens in one run. */
public final class Recorder implements Observer, Transitions {

    /** The load on repaired services is counted in slices of this many nanoseconds. */
    private static final long SLICE = Scenario.SECOND / 10;

    /** The busiest time after the repair: over this many slices, so that it shows load and not chance. */
    private static final int SLICES = 50;

    private final Scenario scenario;
    private final boolean[] targets;
    private final boolean[] opened;
    private final List<OutageModel> dead;
    private final int[] entered;
    private final int[] served;
    private final int[] failed;
    private final int[][] load;
    private final List<List<StateChange>> changes = new ArrayList<>();
    private long lastFailure = Long.MIN_VALUE;
    private long calls;
    private long callsOnTheDead;
    private long refusedAtTheTop;
    private long refusedDeep;
    private long lost;
    private long endedInSteadyState;
    private long failedInSteadyState;
    private long attempts;

    /**
     * A recorder for one run.
     *
     * @param scenario what happens in it
     */
    public Recorder(Scenario scenario) {
        this.scenario = scenario;
        this.targets = scenario.targets();
        this.dead = scenario.outages().stream().filter(scenario::isDead).toList();
        this.opened = new boolean[targets.length];
        int seconds = (int) (scenario.endAt() / Scenario.SECOND) + 1;
        this.entered = new int[seconds];
        this.served = new int[seconds];
        this.failed = new int[seconds];
        this.load = new int[targets.length][];
        for (int i = 0; i < targets.length; i++) {
            load[i] = targets[i] ? new int[(int) (scenario.endAt() / SLICE) + 1] : new int[0];
            changes.add(new ArrayList<>());
        }
    }

    @Override
    public void entered(long at) {
        entered[second(at)]++;
    }

    @Override
    public void ended(long at, @Nullable Throwable failure) {
        endedInSteadyState += at >= scenario.warmUp() && at < scenario.outageAt() ? 1 : 0;
        if (failure == null) {
            served[second(at)]++;
            return;
        }
        failed[second(at)]++;
        lastFailure = at;
        failedInSteadyState += at >= scenario.warmUp() && at < scenario.outageAt() ? 1 : 0;
        if (at >= scenario.outageAt()) {
            lost++;
        }
    }

    @Override
    public void called(long at, int service) {
        calls++;
        if (targets[service]) {
            load[service][(int) (at / SLICE)]++;
            if (isOut(service, at)) {
                callsOnTheDead++;
            }
        }
    }

    private boolean isOut(int service, long at) {
        for (OutageModel outage : dead) {
            if (outage.service() == service && at >= outage.at() && at < outage.end()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void refused(long at, int depth) {
        if (depth == 0) {
            refusedAtTheTop++;
        } else {
            refusedDeep++;
        }
    }

    @Override
    public void changed(long at, int service, Phase to) {
        changes.get(service).add(new StateChange(at, to));
        if (to == Phase.OPEN) {
            opened[service] = true;
        } else if (to == Phase.HALF_OPEN && targets[service] && isOut(service, at)) {
            attempts++;
        }
    }

    /**
     * Whether the run can end: the repair is long over, and no request has failed for a while.
     *
     * @param at the present moment, in nanoseconds
     * @return true if it can
     */
    public boolean isQuiet(long at) {
        return at >= scenario.repairAt() + scenario.quiet()
                && (lastFailure == Long.MIN_VALUE || at - lastFailure >= scenario.quiet());
    }

    /**
     * What it came to.
     *
     * @param endedAt when the run ended, in nanoseconds
     * @return the figures
     */
    public RunResult result(long endedAt) {
        int openedThoughHealthy = 0;
        for (int i = 0; i < opened.length; i++) {
            openedThoughHealthy += opened[i] && !targets[i] ? 1 : 0;
        }
        boolean recovered = isQuiet(endedAt);
        double untilLastFailure =
                lastFailure <= scenario.repairAt() ? 0 : (double) (lastFailure - scenario.repairAt()) / Scenario.SECOND;
        int seconds = (int) Math.min(entered.length, endedAt / Scenario.SECOND);
        return new RunResult(
                recovered,
                untilLastFailure,
                openedThoughHealthy,
                callsOnTheDead,
                attempts,
                lost,
                peakLoad(endedAt),
                refusedAtTheTop,
                refusedDeep,
                endedInSteadyState == 0 ? 0 : (double) failedInSteadyState / endedInSteadyState,
                calls,
                (double) endedAt / Scenario.SECOND,
                list(entered, seconds),
                list(served, seconds),
                list(failed, seconds),
                changes.stream().map(List::copyOf).toList());
    }

    /** The busiest five seconds after the repair, of the target whose load grew most, against the steady state before the outage. */
    private double peakLoad(long endedAt) {
        double peak = 0;
        for (int[] slices : load) {
            if (slices.length > 0) {
                double steady = mean(slices, scenario.warmUp(), scenario.outageAt());
                peak = Math.max(peak, steady == 0 ? 0 : busiest(slices, endedAt) / steady);
            }
        }
        return peak;
    }

    private static double mean(int[] slices, long from, long to) {
        int first = (int) (from / SLICE);
        int last = (int) (to / SLICE);
        return (double) Arrays.stream(slices, first, last).asLongStream().sum() / Math.max(1, last - first);
    }

    private double busiest(int[] slices, long endedAt) {
        int first = (int) (scenario.repairAt() / SLICE);
        int last = (int) (endedAt / SLICE);
        long sum = 0;
        long most = 0;
        for (int i = first; i < last; i++) {
            sum += slices[i];
            if (i >= first + SLICES) {
                sum -= slices[i - SLICES];
            }
            most = Math.max(most, sum);
        }
        return (double) most / Math.max(1, Math.min(SLICES, last - first));
    }

    private static List<Integer> list(int[] counts, int seconds) {
        return Arrays.stream(counts, 0, seconds).boxed().toList();
    }

    private int second(long at) {
        return Math.min(entered.length - 1, (int) (at / Scenario.SECOND));
    }
}
