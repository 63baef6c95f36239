package dev.interlock.internal.graph;

import dev.interlock.Reason;
import dev.interlock.internal.state.CircuitState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The budget's part of the verdict on recovery: who is in recovery holds a place, and there are only so many.
 *
 * <p>HALF_OPEN circuits alone are counted, and not all of them, or a graph could get stuck. Calls come in at the top: if a dependency
 * kept its place from the only circuit whose calls could probe it, both would wait for good. So
 * <ul>
 *   <li>one that another one in recovery depends on shares that one's place: a way down through the graph recovers as one;
 *   <li>the members of a condensed cycle share one, for none of them is called before all are back;
 *   <li>one that is blocked holds none: no call reaches it, perhaps for long;
 *   <li>one that nobody called for its reset timeout holds none.
 * </ul>
 *
 * <p>So the limit is on attempts: none takes place that would need a place more than there are. Pure but for the permits of the episodes,
 * which are read as they are. Costs nothing as long as fewer circuits are HALF_OPEN than there are places, and else what lies below those.
 */
public final class RecoveryBudget {

    private static final int NAMES_TOLD = 8;

    private static final int NOBODY = -1;

    private RecoveryBudget() {}

    /** Why there is no place for the recovery of a circuit; empty if there is one. */
    public static List<Reason> reasons(Graph graph, int index, long nowNanos) {
        if (hasPlace(graph, index, nowNanos)) {
            return List.of();
        }
        int budget = graph.census.limits().budget();
        Map<Integer, List<Integer>> held = places(graph, NOBODY, nowNanos);
        return List.of(new Reason(
                Reason.Kind.RECOVERY_BUDGET,
                graph.vertex(index).name(),
                "the recovery budget is used up: " + held.size() + " of " + budget
                        + (budget == 1 ? " circuit is" : " circuits are") + " in recovery (" + names(graph, held)
                        + ")"));
    }

    /** Whether there is a place for the recovery of a circuit. */
    public static boolean hasPlace(Graph graph, int index, long nowNanos) {
        int budget = graph.census.limits().budget();
        if (graph.census.recovering().size() < budget) {
            return true;
        }
        int after = places(graph, index, nowNanos).size();
        // Or it shares a place; those who left may have left too many.
        return after <= budget || after <= places(graph, NOBODY, nowNanos).size();
    }

    /** Why a recovery may not be attempted: dependencies first, for who waits for one needs no place yet. */
    public static List<Reason> reasonsAgainstAttempt(Graph graph, int index, long nowNanos) {
        List<Reason> reasons = DependencyCheck.reasons(graph, index, nowNanos);
        return reasons.isEmpty() ? reasons(graph, index, nowNanos) : reasons;
    }

    /** Whether every place is held: who may not share one needs not be tried. */
    public static boolean isFull(Graph graph, long nowNanos) {
        int budget = graph.census.limits().budget();
        return graph.census.recovering().size() >= budget
                && places(graph, NOBODY, nowNanos).size() >= budget;
    }

    /** Whether it may share the place of its cycle, or needs none as long as the others block it. */
    public static boolean isOfCycle(Graph graph, int index) {
        return graph.vertex(index).component() >= 0;
    }

    /**
     * Each that may share a place though all are held, but for the members of cycles: what those in recovery depend on, and what depends on who
     * holds a place, directly or not. A place that is shared already is not shared once more: so a hub in recovery does not bring up all that
     * depend on it each time.
     */
    public static void forEachThatMayShare(Graph graph, long nowNanos, IntConsumer consumer) {
        IntWalk below = new IntWalk();
        Ints recovering = graph.census.recovering();
        for (int i = 0; i < recovering.size(); i++) {
            below.add(recovering.get(i), NOBODY);
        }
        while (below.hasNext()) {
            int at = below.next();
            consumer.accept(at);
            Blocking.addAll(below, graph.vertex(at).hard(), at);
        }
        IntWalk above = new IntWalk();
        places(graph, NOBODY, nowNanos).values().forEach(holders -> holders.forEach(at -> above.add(at, NOBODY)));
        while (above.hasNext()) {
            int at = above.next();
            consumer.accept(at);
            Blocking.addAll(above, graph.vertex(at).hardDependents(), at);
        }
    }

    /** How long until the next of those in recovery loses its place if nobody calls it; zero if none of them will. */
    public static long nanosUntilIdle(Graph graph, long nowNanos) {
        long soonest = Long.MAX_VALUE;
        Ints recovering = graph.census.recovering();
        for (int i = 0; i < recovering.size(); i++) {
            CircuitState state = graph.state(recovering.get(i));
            soonest = state.isIdle(nowNanos) ? soonest : Math.min(soonest, state.nanosUntilIdle(nowNanos));
        }
        return soonest == Long.MAX_VALUE ? 0 : soonest;
    }

    /** The places that are held, and by whom, given that one more circuit is HALF_OPEN. */
    private static Map<Integer, List<Integer>> places(Graph graph, int oneMore, long nowNanos) {
        Map<Integer, List<Integer>> places = new LinkedHashMap<>();
        Ints recovering = graph.census.recovering();
        for (int i = 0; i < recovering.size(); i++) {
            int at = recovering.get(i);
            if (!isPaused(graph, at, oneMore) && !graph.state(at).isIdle(nowNanos)) {
                places.computeIfAbsent(node(graph, at), unused -> new ArrayList<>())
                        .add(at);
            }
        }
        if (oneMore != NOBODY && Gate.blockedCount(graph.gate(oneMore)) == 0) { // a member of a cycle may be blocked
            places.computeIfAbsent(node(graph, oneMore), unused -> new ArrayList<>())
                    .add(oneMore);
        }
        Map<Integer, Integer> placeOf = new HashMap<>();
        places.forEach((place, members) -> members.forEach(member -> placeOf.put(member, place)));
        Set<Integer> shared = new HashSet<>();
        places.forEach((place, members) -> {
            // Not the cycle as a whole: a member that none of the calls reaches is not probed by them.
            for (int below : below(graph, members)) {
                Integer other = placeOf.get(below);
                if (other != null && !other.equals(place)) {
                    shared.add(other);
                }
            }
        });
        places.keySet().removeAll(shared);
        return places;
    }

    /** Whether it is blocked, also when one more is HALF_OPEN and so perhaps not open any more. */
    private static boolean isPaused(Graph graph, int index, int oneMore) {
        int blocked = Gate.blockedCount(graph.gate(index));
        boolean unblocks = blocked == 1
                && oneMore != NOBODY
                && graph.state(oneMore).config().probe().isEmpty()
                && Dependents.dependsOnHard(graph, index, oneMore);
        return blocked > 0 && !unblocks;
    }

    private static int node(Graph graph, int index) {
        int component = graph.vertex(index).component();
        return component < 0 ? index : component;
    }

    /** Some nodes, and all that they depend on. */
    private static List<Integer> below(Graph graph, List<Integer> members) {
        IntWalk walk = new IntWalk();
        members.forEach(member -> walk.add(member, NOBODY));
        List<Integer> below = new ArrayList<>();
        while (walk.hasNext()) {
            int at = walk.next();
            below.add(at);
            Blocking.addAll(walk, graph.vertex(at).hard(), at);
        }
        return below;
    }

    private static String names(Graph graph, Map<Integer, List<Integer>> places) {
        List<String> names = places.values().stream()
                .flatMap(List::stream)
                .map(index -> graph.vertex(index).name())
                .toList();
        int more = names.size() - NAMES_TOLD;
        return more <= 0
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_TOLD)) + " and " + more + " more";
    }
}
