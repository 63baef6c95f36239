package dev.interlock.internal.graph;

import dev.interlock.CircuitConfig;
import dev.interlock.DependencyReadiness;
import dev.interlock.Reason;
import dev.interlock.State;
import java.util.ArrayList;
import java.util.List;

/**
 * The graph's part of the verdict on recovery and reset: every direct dependency, hard or soft, has to be up.
 *
 * <p>Where cycles are condensed, a cycle counts as one node: its members do not gate each other, and what any of them depends on
 * outside gates them all. So guards never form a cycle, and the cycle as a whole can come back.
 */
public final class DependencyCheck {

    private DependencyCheck() {}

    /** Why the circuit may not recover or reset now; empty if nothing in the graph speaks against it. */
    public static List<Reason> reasons(GraphReader graph, int index) {
        Vertex vertex = graph.vertex(index);
        CircuitConfig config = vertex.circuitConfig();
        List<Reason> reasons = new ArrayList<>(0);
        if (vertex.component() < 0) {
            check(graph, vertex, config, reasons);
            return reasons;
        }
        IntWalk members = Cycles.members(graph, index);
        while (members.hasNext()) {
            check(graph, graph.vertex(members.next()), config, reasons);
        }
        return reasons;
    }

    private static void check(GraphReader graph, Vertex vertex, CircuitConfig config, List<Reason> reasons) {
        for (Ints edges : List.of(vertex.hard(), vertex.soft())) {
            for (int i = 0; i < edges.size(); i++) {
                int dependency = edges.get(i);
                boolean inside =
                        vertex.component() >= 0 && graph.vertex(dependency).component() == vertex.component();
                if (!inside) {
                    check(graph, dependency, config, reasons);
                }
            }
        }
    }

    private static void check(GraphReader graph, int dependency, CircuitConfig config, List<Reason> reasons) {
        int gate = graph.gate(dependency);
        String name = graph.vertex(dependency).name();
        if (Gate.isOpen(gate)) {
            reasons.add(new Reason(
                    Reason.Kind.DEPENDENCY,
                    name,
                    "depends on '" + name + "', which is " + Words.state(graph, dependency)));
        } else if (Gate.blockedCount(gate) > 0) {
            String root = graph.vertex(Roots.causes(graph, dependency).get(0)).name();
            reasons.add(new Reason(
                    Reason.Kind.DEPENDENCY, name, "depends on '" + name + "', which is blocked by '" + root + "'"));
        } else if (config.dependencyReadiness() == DependencyReadiness.CLOSED_ONLY
                && !Gate.isGone(gate)
                && Gate.state(gate) == State.HALF_OPEN) {
            reasons.add(new Reason(
                    Reason.Kind.DEPENDENCY, name, "depends on '" + name + "', which is HALF_OPEN and not yet CLOSED"));
        }
    }
}
