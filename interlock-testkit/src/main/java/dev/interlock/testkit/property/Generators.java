package dev.interlock.testkit.property;

import dev.interlock.EdgeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The generators that tests of circuits need; others are lambdas over these. */
public final class Generators {

    private Generators() {}

    /**
     * Whole numbers.
     *
     * @param min the smallest
     * @param max the largest
     * @return a generator of numbers, all equally likely
     * @throws IllegalArgumentException if there is no number between
     */
    public static Generator<Integer> ints(int min, int max) {
        if (min > max) {
            throw new IllegalArgumentException("No number is from " + min + " to " + max);
        }
        long span = (long) max - min + 1;
        return random -> (int) (min + (long) (random.nextDouble() * span));
    }

    /**
     * One of some values.
     *
     * @param values the values
     * @param <T>    their type
     * @return a generator of picks, all equally likely
     * @throws IllegalArgumentException if there is no value
     */
    public static <T> Generator<T> picks(List<? extends T> values) {
        List<T> copy = List.copyOf(values);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to pick");
        }
        return random -> copy.get(random.nextInt(copy.size()));
    }

    /**
     * One of some values.
     *
     * @param values the values
     * @param <T>    their type
     * @return a generator of picks, all equally likely
     * @throws IllegalArgumentException if there is no value
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // Only read, to be copied.
    public static <T> Generator<T> picks(T... values) {
        return picks(List.of(values));
    }

    /**
     * Lists of any length up to a bound.
     *
     * @param elements  makes the elements
     * @param maxLength the length of the longest list
     * @param <T>       the elements' type
     * @return a generator of immutable lists
     */
    public static <T> Generator<List<T>> lists(Generator<? extends T> elements, int maxLength) {
        Generator<Integer> lengths = ints(0, maxLength);
        return random -> {
            int length = lengths.generate(random);
            List<T> list = new ArrayList<>(length);
            for (int i = 0; i < length; i++) {
                list.add(elements.generate(random));
            }
            return List.copyOf(list);
        };
    }

    /**
     * Graphs of circuits, sparse and dense ones. Dependencies form no cycle, because they go from higher numbers to lower ones only;
     * cascades go anywhere, cycles included.
     *
     * @param maxNodes how many circuits the largest has; 1 to {@value GraphSpec#MAX_NODES}
     * @return a generator of graphs with at least one circuit
     * @throws IllegalArgumentException if there are more than the limits of the real graph allow
     */
    public static Generator<GraphSpec> graphs(int maxNodes) {
        if (maxNodes < 1 || maxNodes > GraphSpec.MAX_NODES) {
            throw new IllegalArgumentException("A graph has 1 to " + GraphSpec.MAX_NODES + " nodes, not " + maxNodes);
        }
        return random -> graph(random, 1 + random.nextInt(maxNodes));
    }

    private static GraphSpec graph(Random random, int nodes) {
        // Drawn once for each graph: trees and chains come up, and so do graphs where nearly everything depends on
        // everything.
        double dependencyShare = random.nextDouble() * random.nextDouble();
        double cascadeShare = random.nextDouble() * random.nextDouble() * 0.3;
        List<GraphSpec.GraphEdge> edges = new ArrayList<>();
        for (int from = 0; from < nodes; from++) {
            for (int to = 0; to < nodes; to++) {
                if (to < from && random.nextDouble() < dependencyShare) {
                    EdgeKind kind = random.nextInt(4) == 0 ? EdgeKind.RECOVERS_AFTER : EdgeKind.DEPENDS_ON;
                    edges.add(new GraphSpec.GraphEdge(from, kind, to));
                }
                if (to != from && random.nextDouble() < cascadeShare) {
                    edges.add(new GraphSpec.GraphEdge(from, EdgeKind.CASCADES_TO, to));
                }
            }
        }
        return new GraphSpec(nodes, edges);
    }
}
