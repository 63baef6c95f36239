package dev.interlock.cli.file.model;

import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.Finding;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.Snapshot;
import dev.interlock.config.InterlockFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of a file as the core has it: which edges there are, in which order it recovers and what is odd about it are the core's words.
 *
 * @param file     the file
 * @param nodes    circuits, signals and names that are left to code, sorted by name
 * @param edges    edges, sorted by their ends
 * @param waves    the order of recovery
 * @param findings what is allowed and probably not meant
 */
public record Graph(
        InterlockFile file, List<Node> nodes, List<Edge> edges, List<List<String>> waves, List<Finding> findings) {

    /**
     * Defines the file in an interlock without timers and threads, and asks that. Code that the file names is left out: no edge comes from it.
     *
     * @param file the file
     * @return its graph
     */
    public static Graph of(InterlockFile file) {
        try (Interlock stage = Interlock.create(
                settings -> settings.scheduler((task, delay) -> () -> {}).hookExecutor(task -> {}))) {
            stage.reconfigure(changes -> {
                file.circuits().forEach((name, config) -> changes.define(name, builder -> builder.from(config)));
                file.signals()
                        .forEach((name, config) -> changes.signal(
                                name,
                                () -> true,
                                builder -> config.cascadesTo().keySet().forEach(builder::cascadesTo)));
            });
            Snapshot snapshot = stage.snapshot();
            return new Graph(
                    file,
                    snapshot.nodes().stream()
                            .map(node -> new Node(node.name(), node.kind()))
                            .toList(),
                    snapshot.edges(),
                    snapshot.recoveryOrder(),
                    stage.validate());
        }
    }

    /**
     * The edges that are dependencies, hard or soft.
     *
     * @return edges, sorted
     */
    public List<Edge> dependencies() {
        return edges.stream()
                .filter(edge -> edge.kind() != EdgeKind.CASCADES_TO)
                .toList();
    }

    /**
     * How much of everything there is.
     *
     * @return numbers by what is counted, in the plural
     */
    public Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("circuits", count(NodeKind.CIRCUIT));
        sizes.put("signals", count(NodeKind.SIGNAL));
        sizes.put("external", count(NodeKind.UNRESOLVED));
        sizes.put("dependencies", dependencies().size());
        sizes.put("cascades", edges.size() - dependencies().size());
        return sizes;
    }

    /**
     * What there is, in words.
     *
     * @return as in {@code 8 circuits, 1 signal, 13 dependencies}; what there is none of is left out, but for circuits
     */
    public String size() {
        List<String> words = new ArrayList<>();
        sizes().forEach((what, number) -> {
            if (number > 0 || what.equals("circuits")) {
                words.add(
                        switch (what) {
                            case "external" -> count(number, "external name");
                            case "dependencies" -> number == 1 ? "1 dependency" : number + " dependencies";
                            default -> count(number, what.substring(0, what.length() - 1));
                        });
            }
        });
        return String.join(", ", words);
    }

    /**
     * How many nodes there are of a kind.
     *
     * @param kind the kind
     * @return their number
     */
    public int count(NodeKind kind) {
        return Math.toIntExact(
                nodes.stream().filter(node -> node.kind() == kind).count());
    }

    /**
     * A number and what is counted.
     *
     * @param number the number
     * @param word   what is counted, in the singular; its plural has an s
     * @return as in {@code 2 circuits}
     */
    public static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
