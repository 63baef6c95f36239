package dev.interlock.testkit.property;

import dev.interlock.testkit.property.GraphSpec.GraphEdge;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The shrinkers to the generators in {@link Generators}. */
public final class Shrinkers {

    private Shrinkers() {}

    /**
     * Leaves values as they are.
     *
     * @param <T> the values' type
     * @return a shrinker without candidates
     */
    public static <T> Shrinker<T> none() {
        return value -> Stream.empty();
    }

    /**
     * Brings numbers nearer to one of them: at once, by half of the way, by a quarter, and so on, at last by one.
     *
     * @param target the simplest number
     * @return a shrinker of numbers
     */
    public static Shrinker<Integer> ints(int target) {
        return value -> Stream.iterate((long) value - target, gap -> gap != 0, gap -> gap / 2)
                .map(gap -> (int) (value - gap));
    }

    /**
     * Replaces a value by those before it in a list.
     *
     * @param values simplest first
     * @param <T>    the values' type
     * @return a shrinker; values that are not in the list stay
     */
    public static <T> Shrinker<T> picks(List<? extends T> values) {
        List<T> copy = List.copyOf(values);
        return value -> copy.subList(0, Math.max(0, copy.indexOf(value))).stream();
    }

    /**
     * Shortens lists: drops all, half, a quarter, at last single elements, wherever they are. Elements stay as they are.
     *
     * @param <T> the elements' type
     * @return a shrinker of lists
     */
    public static <T> Shrinker<List<T>> lists() {
        return lists(none());
    }

    /**
     * Shortens lists as {@link #lists()} does, and then simplifies their elements one at a time.
     *
     * @param elements simplifies elements
     * @param <T>      the elements' type
     * @return a shrinker of lists
     */
    public static <T> Shrinker<List<T>> lists(Shrinker<T> elements) {
        return list -> Stream.concat(shorter(list), simpler(list, elements));
    }

    /**
     * Simplifies graphs: drops edges, then single nodes with their edges, where the nodes above move down by one.
     *
     * @return a shrinker of graphs; at least one node stays
     */
    public static Shrinker<GraphSpec> graphs() {
        return graph -> {
            Stream<GraphSpec> fewerNodes = graph.nodes() == 1
                    ? Stream.empty()
                    : IntStream.range(0, graph.nodes()).mapToObj(node -> without(graph, node));
            Stream<GraphSpec> fewerEdges = shorter(graph.edges()).map(edges -> new GraphSpec(graph.nodes(), edges));
            return Stream.concat(fewerEdges, fewerNodes);
        };
    }

    private static <T> Stream<List<T>> shorter(List<T> list) {
        return Stream.iterate(list.size(), chunk -> chunk > 0, chunk -> chunk / 2)
                .flatMap(chunk -> IntStream.iterate(0, start -> start < list.size(), start -> start + chunk)
                        .mapToObj(start -> without(list, start, Math.min(list.size(), start + chunk))));
    }

    private static <T> Stream<List<T>> simpler(List<T> list, Shrinker<T> elements) {
        return IntStream.range(0, list.size())
                .boxed()
                .flatMap(index -> elements.candidates(list.get(index)).map(candidate -> {
                    List<T> copy = new ArrayList<>(list);
                    copy.set(index, candidate);
                    return List.copyOf(copy);
                }));
    }

    private static <T> List<T> without(List<T> list, int start, int end) {
        List<T> rest = new ArrayList<>(list.subList(0, start));
        rest.addAll(list.subList(end, list.size()));
        return List.copyOf(rest);
    }

    private static GraphSpec without(GraphSpec graph, int node) {
        List<GraphEdge> edges = graph.edges().stream()
                .filter(edge -> edge.from() != node && edge.to() != node)
                .map(edge -> new GraphEdge(down(edge.from(), node), edge.kind(), down(edge.to(), node)))
                .toList();
        return new GraphSpec(graph.nodes() - 1, edges);
    }

    private static int down(int number, int removed) {
        return number > removed ? number - 1 : number;
    }
}
