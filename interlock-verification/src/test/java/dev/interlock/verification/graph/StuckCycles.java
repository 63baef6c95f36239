package dev.interlock.verification.graph;

import dev.interlock.DependencyReadiness;
import dev.interlock.RecoveryMode;
import dev.interlock.verification.graph.CycleSubject.Action;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Looks for states of condensed cycles from which good calls and time lead nowhere, and at nothing else: what a fault does to verdicts on
 * the way must not be found first.
 */
public final class StuckCycles implements Callable<String> {

    private static final String CLOSED = "a:CLOSED b:CLOSED c:CLOSED ";

    /** For a class loader that has only the name. */
    public StuckCycles() {}

    @Override
    public String call() {
        return explore(CyclicGraph.hardOnly(), false).stuck();
    }

    /**
     * What an exploration found.
     *
     * @param states      how many states there are
     * @param transitions how many actions were taken in them
     * @param stuck       the first state that does not come back; empty if each one does
     */
    record Found(int states, int transitions, String stuck) {}

    /** Explores until something is stuck or nothing new is found. */
    static Found explore(List<CyclicGraph> graphs, boolean checking) {
        return explore(graphs, checking, RecoveryMode.AUTOMATIC, DependencyReadiness.UP);
    }

    /** As above, with circuits that recover in another way. */
    static Found explore(List<CyclicGraph> graphs, boolean checking, RecoveryMode mode, DependencyReadiness readiness) {
        List<Action> actions = CycleSubject.actions();
        List<Integer> round = IntStream.range(0, actions.size())
                .filter(at -> actions.get(at).isHealthy())
                .boxed()
                .toList();
        int states = 0;
        int transitions = 0;
        for (CyclicGraph graph : graphs) {
            Explorer explorer = new Explorer(
                            () -> new CycleSubject(graph, actions, checking, mode, readiness), actions.size())
                    .run();
            states += explorer.states();
            transitions += explorer.transitions();
            Map<String, List<Integer>> far = explorer.farFrom(CLOSED, round, CondensedExplorationTest.ROUNDS);
            if (!far.isEmpty()) {
                Map.Entry<String, List<Integer>> first =
                        far.entrySet().iterator().next();
                return new Found(
                        states,
                        transitions,
                        graph + " does not come back from " + first.getKey() + "after "
                                + first.getValue().stream().map(actions::get).toList());
            }
        }
        return new Found(states, transitions, "");
    }
}
