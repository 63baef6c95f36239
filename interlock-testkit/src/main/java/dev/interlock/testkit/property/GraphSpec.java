package dev.interlock.testkit.property;

import dev.interlock.CircuitConfigBuilder;
import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A graph of circuits {@code n0}, {@code n1} and so on. Dependencies go from a higher number to a lower one, so that they form no cycle.
 *
 * @param nodes how many circuits
 * @param edges the edges, each at most once
 */
public record GraphSpec(int nodes, List<GraphEdge> edges) {

    /** Within what one circuit may have: 256 direct dependencies and a depth of 64. */
    public static final int MAX_NODES = 64;

    /**
     * An edge.
     *
     * @param from number of the dependent, or of the source of a cascade
     * @param kind what the edge means
     * @param to   number of what the dependent needs, or of the target of the cascade
     */
    public record GraphEdge(int from, EdgeKind kind, int to) {

        /**
         * Checks that it can be part of a graph without a cycle.
         *
         * @param from number of the dependent, or of the source of a cascade
         * @param kind what the edge means
         * @param to   number of what the dependent needs, or of the target of the cascade
         */
        public GraphEdge {
            Objects.requireNonNull(kind, "kind");
            boolean possible = kind == EdgeKind.CASCADES_TO ? from != to : from > to;
            if (!possible || from < 0 || to < 0) {
                throw new IllegalArgumentException("No such edge: " + name(from) + " " + kind + " " + name(to));
            }
        }

        @Override
        public String toString() {
            return name(from) + " " + kind + " " + name(to);
        }
    }

    /**
     * Copies the list, and checks that every edge has its ends and is there once.
     *
     * @param nodes how many circuits
     * @param edges the edges, each at most once
     */
    public GraphSpec {
        edges = List.copyOf(edges);
        Set<GraphEdge> seen = new HashSet<>();
        for (GraphEdge edge : edges) {
            if (Math.max(edge.from, edge.to) >= nodes || !seen.add(edge)) {
                throw new IllegalArgumentException(edge + " has no end or is there twice, in a graph of " + nodes);
            }
        }
    }

    /**
     * The name of a circuit.
     *
     * @param node its number
     * @return its name
     */
    public static String name(int node) {
        return "n" + node;
    }

    /**
     * The names of all circuits.
     *
     * @return names in the order of the numbers
     */
    public List<String> names() {
        return IntStream.range(0, nodes).mapToObj(GraphSpec::name).toList();
    }

    /**
     * Defines the circuits with their edges, in one commit.
     *
     * @param interlock where
     * @param config    what all circuits have in common
     */
    public void defineIn(Interlock interlock, Consumer<? super CircuitConfigBuilder> config) {
        interlock.defineAll(definitions -> {
            for (int node = 0; node < nodes; node++) {
                int from = node;
                definitions.define(name(node), builder -> {
                    config.accept(builder);
                    edges.stream().filter(edge -> edge.from == from).forEach(edge -> addTo(builder, edge));
                });
            }
        });
    }

    private static void addTo(CircuitConfigBuilder builder, GraphEdge edge) {
        switch (edge.kind) {
            case DEPENDS_ON -> builder.dependsOn(name(edge.to));
            case RECOVERS_AFTER -> builder.recoversAfter(name(edge.to));
            case CASCADES_TO -> builder.cascadesTo(name(edge.to));
        }
    }

    @Override
    public String toString() {
        return edges.stream().map(GraphEdge::toString).collect(Collectors.joining(", ", nodes + " nodes {", "}"));
    }
}
