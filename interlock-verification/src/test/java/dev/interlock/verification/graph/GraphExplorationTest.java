package dev.interlock.verification.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.DependencyReadiness;
import dev.interlock.RecoveryMode;
import dev.interlock.verification.graph.MeshSubject.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every graph of three circuits (25 acyclic dependency graphs, each with 64 cascade graphs), explored on the real core until nothing
 * new is found: no guard is violated, blocked counts are exact, and from every state the way back to all closed is open as
 * soon as the backends are healthy. The same exploration finds the stuck states of call-driven recovery.
 */
class GraphExplorationTest {

    private static final String CLOSED = "a:CLOSED b:CLOSED c:CLOSED ";

    @Test
    void everyGraph_withTimers_neverGetsStuck() {
        Count count = explore(SmallGraph.all(), RecoveryMode.AUTOMATIC);

        System.out.println("explored with timers: " + count);
        assertThat(count.graphs).isEqualTo(1_600);
        assertThat(count.stuckGraphs).as(count.example).isZero();
        assertThat(count.states).isGreaterThan(20_000);
    }

    @Test
    void everyGraph_withCallDrivenRecovery_getsStuckWhereverThereIsADependency() {
        Count count = explore(SmallGraph.all(), RecoveryMode.ON_CALL);

        System.out.println("explored with call-driven recovery (planted): " + count);
        assertThat(count.stuckGraphs).isEqualTo(1_536);
    }

    /** Nobody depends on a circuit that its dependents alone call, but is waited for until it is CLOSED: somebody has to begin. */
    @Test
    void everyGraph_whoseCircuitsWaitForClosedDependencies_neverGetsStuck() {
        List<SmallGraph> graphs = SmallGraph.withoutCascades();

        Count count = explore(graphs, RecoveryMode.AUTOMATIC, DependencyReadiness.CLOSED_ONLY);

        System.out.println("explored with CLOSED_ONLY: " + count);
        assertThat(count.graphs).isEqualTo(25);
        assertThat(count.stuckGraphs).as(count.example).isZero();
    }

    /** Whatever fails while the scheduler refuses: everything closes soon after it works again. */
    @ParameterizedTest
    @EnumSource
    void everyGraph_whoseSchedulerRefusesForAWhile_closesInBoundedTime(DependencyReadiness readiness) {
        for (SmallGraph graph : SmallGraph.withoutCascades()) {
            List<Action> actions = MeshSubject.actions(graph);
            List<Action> bad =
                    actions.stream().filter(action -> !action.isHealthy()).toList();
            for (Action first : bad) {
                for (Action second : bad) {
                    try (MeshSubject subject = new MeshSubject(graph, actions, RecoveryMode.AUTOMATIC, readiness)) {
                        comesBack(subject, actions, List.of(first, second));
                    }
                }
            }
        }
    }

    private static void comesBack(MeshSubject subject, List<Action> actions, List<Action> failures) {
        subject.refuseTimers(true);
        for (Action failure : failures) {
            subject.take(0); // a step of time, in which a tick is refused
            subject.take(actions.indexOf(failure));
        }
        subject.refuseTimers(false);
        for (int round = 0; round < 10; round++) {
            for (int action = 0; action < actions.size(); action++) {
                if (actions.get(action).isHealthy()) {
                    subject.take(action);
                }
            }
        }
        assertThat(subject.state()).as("after %s", failures).isEqualTo(CLOSED);
    }

    private static Count explore(List<SmallGraph> graphs, RecoveryMode mode) {
        return explore(graphs, mode, DependencyReadiness.UP);
    }

    private static Count explore(List<SmallGraph> graphs, RecoveryMode mode, DependencyReadiness readiness) {
        Count count = new Count();
        for (SmallGraph graph : graphs) {
            List<Action> actions = MeshSubject.actions(graph);
            Explorer explorer =
                    new Explorer(() -> new MeshSubject(graph, actions, mode, readiness), actions.size()).run();
            Set<Integer> healthy = new HashSet<>();
            for (int i = 0; i < actions.size(); i++) {
                if (actions.get(i).isHealthy()) {
                    healthy.add(i);
                }
            }
            Map<String, List<Integer>> stuck = explorer.stuck(CLOSED, healthy);
            count.graphs++;
            count.states += explorer.states();
            count.transitions += explorer.transitions();
            count.stuckStates += stuck.size();
            if (!stuck.isEmpty()) {
                count.stuckGraphs++;
                Map.Entry<String, List<Integer>> first =
                        stuck.entrySet().iterator().next();
                count.example = graph + " is stuck in " + first.getKey() + " after "
                        + first.getValue().stream().map(actions::get).toList();
            }
        }
        return count;
    }

    private static final class Count {
        private int graphs;
        private int states;
        private int transitions;
        private int stuckStates;
        private int stuckGraphs;
        private String example = "";

        @Override
        public String toString() {
            return graphs + " graphs, " + states + " states, " + transitions + " transitions, " + stuckStates
                    + " stuck states in " + stuckGraphs + " graphs";
        }
    }
}
