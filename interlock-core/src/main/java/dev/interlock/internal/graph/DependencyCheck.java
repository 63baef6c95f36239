package dev.interlock.internal.graph;

import dev.interlock.CircuitConfig;
import dev.interlock.DependencyReadiness;
import dev.interlock.Reason;
import dev.interlock.State;
import dev.interlock.internal.state.CircuitState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;

/**
 * The graph's part of the verdict on recovery and reset: every direct dependency, hard or soft, has to be up, and where the circuit asks
 * for it CLOSED, too. Pure but for the permits of episodes, which are read as they are.
 *
 * <p>Where cycles are condensed, a cycle counts as one node: its members do not gate each other, and what any of them depends on
 * outside gates them all. So guards never form a cycle, and the cycle as a whole can come back.
 */
public final class DependencyCheck {

    private DependencyCheck() {}

    /** Why the circuit may not recover or reset now; empty if nothing in the graph speaks against it. */
    public static List<Reason> reasons(GraphReader graph, int index, long nowNanos) {
        CircuitConfig config = graph.vertex(index).circuitConfig();
        List<Reason> reasons = new ArrayList<>(0);
        forEachDependency(graph, index, dependency -> check(graph, dependency, config, nowNanos, reasons));
        return reasons;
    }

    /**
     * How long until a dependency that is in the way only because it is HALF_OPEN may be ready without an event that tells, because nobody
     * calls it; empty if there is none of that sort. Not a promise: it may be used meanwhile.
     */
    public static OptionalLong nanosUntilReady(GraphReader graph, int index, long nowNanos) {
        CircuitConfig config = graph.vertex(index).circuitConfig();
        long[] soonest = {Long.MAX_VALUE};
        forEachDependency(graph, index, dependency -> {
            if (isHalfOpenInTheWay(graph, dependency, config, nowNanos)) {
                soonest[0] = Math.min(soonest[0], graph.state(dependency).nanosUntilIdle(nowNanos));
            }
        });
        return soonest[0] == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(soonest[0]);
    }

    private static void forEachDependency(GraphReader graph, int index, IntConsumer consumer) {
        Vertex vertex = graph.vertex(index);
        if (vertex.component() < 0) {
            forEachDependency(graph, vertex, consumer);
            return;
        }
        IntWalk members = Cycles.members(graph, index);
        while (members.hasNext()) {
            forEachDependency(graph, graph.vertex(members.next()), consumer);
        }
    }

    private static void forEachDependency(GraphReader graph, Vertex vertex, IntConsumer consumer) {
        for (Ints edges : List.of(vertex.hard(), vertex.soft())) {
            for (int i = 0; i < edges.size(); i++) {
                int dependency = edges.get(i);
                boolean inside =
                        vertex.component() >= 0 && graph.vertex(dependency).component() == vertex.component();
                if (!inside) {
                    consumer.accept(dependency);
                }
            }
        }
    }

    private static void check(
            GraphReader graph, int dependency, CircuitConfig config, long nowNanos, List<Reason> reasons) {
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
        } else if (isHalfOpenInTheWay(graph, dependency, config, nowNanos)) {
            reasons.add(new Reason(
                    Reason.Kind.DEPENDENCY, name, "depends on '" + name + "', which is HALF_OPEN and not yet CLOSED"));
        }
    }

    /**
     * Nobody waits for a dependency that is idle: its calls may come from this very circuit, and then both would wait for good. One
     * that has its good calls, and waits for its guards, is not idle in that sense.
     */
    private static boolean isHalfOpenInTheWay(GraphReader graph, int dependency, CircuitConfig config, long nowNanos) {
        int gate = graph.gate(dependency);
        if (config.dependencyReadiness() != DependencyReadiness.CLOSED_ONLY
                || Gate.isGone(gate)
                || Gate.state(gate) != State.HALF_OPEN) {
            return false;
        }
        CircuitState state = graph.state(dependency);
        return !state.isIdle(nowNanos)
                || (state.episode() != null && state.episode().wantsReset());
    }
}
