package dev.interlock.simulator;

import dev.interlock.simulator.engine.Protection;
import dev.interlock.simulator.engine.Simulation;
import dev.interlock.simulator.measure.PolicyResult;
import dev.interlock.simulator.measure.Recorder;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import dev.interlock.simulator.policy.Resilience4jVariant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Runs a scenario with several policies and seeds. Each run has one thread; several runs go on at once. */
public final class Simulator implements AutoCloseable {

    /** With how many seeds the whole grid is tried. */
    public static final int GRID_SEEDS = 2;

    /** How many settings of the grid, the best with those seeds, are then tried with all. */
    public static final int SHORTLIST = 5;

    /** Who is down least after the repair; of equals who loses fewest requests. */
    private static final Comparator<PolicyResult> BEST_FIRST = Comparator.comparingDouble(
                    (PolicyResult each) -> each.mean(RunResult::untilLastFailure))
            .thenComparingDouble(each -> each.mean(RunResult::lost));

    private final ExecutorService threads;
    private final IntConsumer progress;
    private volatile boolean stopped;

    /**
     * A simulator.
     *
     * @param jobs     how many runs go on at once, at least 1
     * @param progress called with 1 whenever a run has ended, on any thread
     */
    public Simulator(int jobs, IntConsumer progress) {
        this.threads = Executors.newFixedThreadPool(jobs, task -> {
            Thread thread = new Thread(
                    null, task, "interlock-simulator", 0, false); // nothing of who runs it is the runs' affair
            thread.setDaemon(true);
            return thread;
        });
        this.progress = progress;
    }

    /**
     * How many runs {@link #run} will make.
     *
     * @param policies the policies
     * @param seeds    how many seeds
     * @return the number of runs
     */
    public static int runs(List<PolicyKind> policies, int seeds) {
        int looking = Resilience4jVariant.grid().size() * Math.min(GRID_SEEDS, seeds);
        return policies.stream()
                .mapToInt(policy -> policy == PolicyKind.RESILIENCE4J_GRID
                        ? looking + SHORTLIST * Math.max(0, seeds - GRID_SEEDS)
                        : seeds)
                .sum();
    }

    /**
     * Runs a scenario.
     *
     * @param scenario what happens
     * @param policies with what protection
     * @param seeds    how often each; the seeds are 1 and up, the same for all
     * @return what it came to
     * @throws InterruptedException if the thread is interrupted, or the simulator closed
     */
    public ScenarioResult run(Scenario scenario, List<PolicyKind> policies, int seeds) throws InterruptedException {
        List<PolicyResult> results = new ArrayList<>();
        for (PolicyKind policy : policies) {
            results.add(
                    policy == PolicyKind.RESILIENCE4J_GRID
                            ? bestOfGrid(scenario, seeds)
                            : new PolicyResult(
                                    policy, "", runs(scenario, policy, Resilience4jVariant.AS_IT_COMES, 1, seeds)));
        }
        return new ScenarioResult(scenario, seeds, results);
    }

    /** The whole grid with a few seeds, the best of it with all. */
    private PolicyResult bestOfGrid(Scenario scenario, int seeds) throws InterruptedException {
        int looking = Math.min(GRID_SEEDS, seeds);
        List<Tried> tried = new ArrayList<>();
        List<Resilience4jVariant> grid = Resilience4jVariant.grid();
        List<List<Future<RunResult>>> begun = new ArrayList<>();
        for (Resilience4jVariant variant : grid) {
            begun.add(begin(scenario, PolicyKind.RESILIENCE4J_GRID, variant, 1, looking));
        }
        for (int i = 0; i < grid.size(); i++) {
            tried.add(Tried.of(grid.get(i), await(begun.get(i))));
        }
        tried.sort(Comparator.comparing(Tried::result, BEST_FIRST));
        List<PolicyResult> whole = new ArrayList<>();
        for (Tried each : tried.subList(0, SHORTLIST)) {
            List<RunResult> all = new ArrayList<>(each.result().runs());
            all.addAll(runs(scenario, PolicyKind.RESILIENCE4J_GRID, each.variant(), looking + 1, seeds));
            whole.add(Tried.of(each.variant(), all).result());
        }
        whole.sort(BEST_FIRST);
        return whole.get(0);
    }

    /** Settings of the grid, and what came of them. */
    private record Tried(Resilience4jVariant variant, PolicyResult result) {

        static Tried of(Resilience4jVariant variant, List<RunResult> runs) {
            return new Tried(variant, new PolicyResult(PolicyKind.RESILIENCE4J_GRID, variant.words(), runs));
        }
    }

    private List<RunResult> runs(
            Scenario scenario, PolicyKind policy, Resilience4jVariant variant, int firstSeed, int lastSeed)
            throws InterruptedException {
        return await(begin(scenario, policy, variant, firstSeed, lastSeed));
    }

    private List<Future<RunResult>> begin(
            Scenario scenario, PolicyKind policy, Resilience4jVariant variant, int firstSeed, int lastSeed) {
        List<Future<RunResult>> runs = new ArrayList<>();
        for (int seed = firstSeed; seed <= lastSeed; seed++) {
            long mine = seed;
            Callable<RunResult> run = () -> {
                RunResult result = one(scenario, policy, variant, mine);
                progress.accept(1);
                return result;
            };
            runs.add(threads.submit(run));
        }
        return runs;
    }

    private static List<RunResult> await(List<Future<RunResult>> runs) throws InterruptedException {
        List<RunResult> results = new ArrayList<>();
        for (Future<RunResult> run : runs) {
            try {
                results.add(run.get());
            } catch (ExecutionException broken) {
                if (broken.getCause() instanceof CancellationException stopped) {
                    throw (InterruptedException)
                            new InterruptedException("the simulator was closed").initCause(stopped);
                }
                throw new IllegalStateException("a run failed: " + broken.getCause(), broken.getCause());
            }
        }
        return results;
    }

    /** One run, on this thread. */
    private RunResult one(Scenario scenario, PolicyKind policy, Resilience4jVariant variant, long seed) {
        Recorder recorder = new Recorder(scenario);
        Simulation simulation = new Simulation(scenario, seed, recorder);
        try (Protection protection = policy.protect(scenario, simulation, seed, variant, recorder)) {
            simulation.run(protection, () -> {
                if (stopped) {
                    throw new CancellationException("closed");
                }
                return !recorder.isQuiet(simulation.agenda().now());
            });
        }
        RunResult result = recorder.result(simulation.agenda().now());
        return seed == 1 ? result : result.withoutCourse(); // plots show the first
    }

    /** Stops what is running. */
    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
