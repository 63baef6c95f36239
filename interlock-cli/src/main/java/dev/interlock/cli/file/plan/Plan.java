package dev.interlock.cli.file.plan;

import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.NodeKind;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.LongWait;
import dev.interlock.cli.file.model.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the graph of a file means on the day of an outage.
 *
 * @param graph        the graph
 * @param entryPoints  circuits that depend on something, and on which nothing depends, sorted
 * @param outages      what each node takes with it, the most first
 * @param singlePoints those whose outage takes more than half of all circuits with it, or each of several entry points
 * @param waits        waits that are longer than those of dependents
 */
public record Plan(
        Graph graph, List<String> entryPoints, List<Outage> outages, List<Outage> singlePoints, List<LongWait> waits) {

    /**
     * Works it out.
     *
     * @param graph the graph
     * @return its plan
     */
    public static Plan of(Graph graph) {
        List<String> entryPoints = entryPoints(graph);
        List<Outage> outages = new Outages(graph, entryPoints).all();
        List<Outage> singlePoints = outages.stream()
                .filter(outage -> takesMostCircuits(outage) || takesEachEntryPoint(outage, entryPoints))
                .toList();
        return new Plan(graph, entryPoints, outages, singlePoints, LongWait.of(graph));
    }

    private static List<String> entryPoints(Graph graph) {
        Set<String> needing = new HashSet<>();
        Set<String> needed = new HashSet<>();
        for (Edge edge : graph.dependencies()) {
            needed.add(edge.to());
            if (edge.kind() == EdgeKind.DEPENDS_ON) {
                needing.add(edge.from());
            }
        }
        return graph.nodes().stream()
                .filter(node -> node.kind() == NodeKind.CIRCUIT)
                .map(Node::name)
                .filter(name -> needing.contains(name) && !needed.contains(name))
                .toList();
    }

    static boolean takesMostCircuits(Outage outage) {
        return outage.share() > 0.5;
    }

    /** With one entry point, everything below it would be one: true, and no news. */
    static boolean takesEachEntryPoint(Outage outage, List<String> entryPoints) {
        return entryPoints.size() > 1 && outage.entries() == entryPoints.size();
    }
}
