package dev.interlock.cli.file.plan;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfig;
import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.NodeKind;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Works out the outage of each node. By sets of circuits and not by opening one after the other in an interlock: a file of thousands would take
 * minutes. A test holds it to what the core does.
 */
final class Outages {

    private final Graph graph;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<List<Integer>> dependents = new ArrayList<>();
    private final List<List<Integer>> targets = new ArrayList<>();
    private final @Nullable BitSet[] above;
    private final BitSet entries = new BitSet();
    private final int circuits;

    Outages(Graph graph, List<String> entryPoints) {
        this.graph = graph;
        this.circuits = graph.count(NodeKind.CIRCUIT);
        for (Node node : graph.nodes()) {
            indexes.put(node.name(), indexes.size());
            dependents.add(new ArrayList<>());
            targets.add(new ArrayList<>());
        }
        for (Edge edge : graph.edges()) {
            if (edge.kind() == EdgeKind.DEPENDS_ON) {
                dependents.get(index(edge.to())).add(index(edge.from()));
            } else if (edge.kind() == EdgeKind.CASCADES_TO && edge.mode() == CascadeMode.ENFORCE) {
                targets.get(index(edge.from())).add(index(edge.to()));
            }
        }
        entryPoints.forEach(name -> entries.set(index(name)));
        this.above = new BitSet[indexes.size()];
    }

    /** Of all nodes: first what takes most with it, then by name. */
    List<Outage> all() {
        List<Outage> outages = new ArrayList<>();
        for (Node node : graph.nodes()) {
            outages.add(of(node));
        }
        outages.sort(Comparator.comparingInt(Outage::lost)
                .reversed()
                .thenComparing(outage -> outage.node().name()));
        return List.copyOf(outages);
    }

    private Outage of(Node node) {
        int index = index(node.name());
        BitSet opened = cascade(node, index);
        BitSet lost = (BitSet) above(index).clone();
        opened.stream().forEach(each -> lost.or(above(each)));
        lost.or(opened);
        lost.clear(index);
        BitSet lostEntries = (BitSet) entries.clone();
        lostEntries.and(lost);
        return new Outage(
                node,
                dependents.get(index).size(),
                opened.cardinality(),
                lost.cardinality() - opened.cardinality(),
                circuits == 0 ? 0 : (double) lost.cardinality() / circuits,
                lostEntries.cardinality());
    }

    /** As the core does it: through all that it opens, each once, and not at all where that is more than the limit of the first. */
    private BitSet cascade(Node source, int from) {
        BitSet opened = new BitSet();
        Deque<Integer> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            for (int target : targets.get(next.pop())) {
                if (target != from && graph.nodes().get(target).kind() == NodeKind.CIRCUIT && !opened.get(target)) {
                    opened.set(target);
                    next.push(target);
                }
            }
        }
        CircuitConfig config = graph.file().circuits().get(source.name());
        boolean limited = config != null && opened.cardinality() > config.cascadeLimit() * circuits;
        return limited ? new BitSet() : opened;
    }

    /** What depends on it, directly or not. A file's chains are at most 64 long, so the recursion is no danger. */
    private BitSet above(int index) {
        BitSet known = above[index];
        if (known == null) {
            known = new BitSet();
            for (int dependent : dependents.get(index)) {
                known.set(dependent);
                known.or(above(dependent));
            }
            above[index] = known;
        }
        return known;
    }

    private int index(String name) {
        Integer index = indexes.get(name);
        if (index == null) {
            throw new IllegalArgumentException(name);
        }
        return index;
    }
}
