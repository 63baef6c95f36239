package dev.interlock.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.EdgeKind;
import dev.interlock.testkit.property.GraphSpec.GraphEdge;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratorsTest {

    @Test
    void ints_smallRange_reachesBothEndsAndStaysInside() {
        assertThat(some(Generators.ints(-1, 2), 200)).containsOnly(-1, 0, 1, 2);
    }

    @Test
    void ints_wholeRange_doesNotOverflow() {
        assertThat(some(Generators.ints(Integer.MIN_VALUE, Integer.MAX_VALUE), 200))
                .anyMatch(number -> number < -1_000_000_000)
                .anyMatch(number -> number > 1_000_000_000);
        assertThatThrownBy(() -> Generators.ints(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void picks_values_reachesAll() {
        assertThat(some(Generators.picks("a", "b", "c"), 200)).containsOnly("a", "b", "c");
        assertThatThrownBy(() -> Generators.picks(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lists_bound_reachesEmptyAndLongest() {
        Set<Integer> lengths = new HashSet<>();
        some(Generators.lists(Generators.ints(0, 1), 3), 200).forEach(list -> lengths.add(list.size()));
        assertThat(lengths).containsOnly(0, 1, 2, 3);
    }

    @Test
    void map_function_isApplied() {
        assertThat(some(Generators.ints(1, 2).map(number -> "n" + number), 50)).containsOnly("n1", "n2");
    }

    @Test
    void graphs_manySeeds_areValidAndOfAllSorts() {
        List<GraphSpec> graphs = some(Generators.graphs(8), 500);
        assertThat(graphs).allSatisfy(graph -> assertThat(graph.nodes()).isBetween(1, 8));
        assertThat(graphs).anyMatch(graph -> graph.nodes() == 1).anyMatch(graph -> graph.nodes() == 8);
        assertThat(graphs).anyMatch(graph -> graph.nodes() > 4 && graph.edges().isEmpty());
        assertThat(graphs).anyMatch(graph -> graph.edges().size() > 20);
        for (EdgeKind kind : EdgeKind.values()) {
            assertThat(graphs).anyMatch(graph -> graph.edges().stream().anyMatch(edge -> edge.kind() == kind));
        }
        assertThat(graphs).as("cascades in both directions").anyMatch(GeneratorsTest::hasCascadeCycle);
    }

    @Test
    void graphSpec_impossibleEdge_refused() {
        assertThatThrownBy(() -> new GraphEdge(1, EdgeKind.DEPENDS_ON, 2)).hasMessageContaining("n1 DEPENDS_ON n2");
        assertThatThrownBy(() -> new GraphEdge(1, EdgeKind.CASCADES_TO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        GraphEdge edge = new GraphEdge(1, EdgeKind.RECOVERS_AFTER, 0);
        assertThatThrownBy(() -> new GraphSpec(1, List.of(edge))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GraphSpec(2, List.of(edge, edge))).isInstanceOf(IllegalArgumentException.class);
        assertThat(new GraphSpec(2, List.of(edge))).hasToString("2 nodes {n1 RECOVERS_AFTER n0}");
    }

    @Test
    void shrinkInts_candidates_comeNearerToTheTarget() {
        assertThat(Shrinkers.ints(0).candidates(9)).containsExactly(0, 5, 7, 8);
        assertThat(Shrinkers.ints(10).candidates(7)).containsExactly(10, 8);
        assertThat(Shrinkers.ints(0).candidates(0)).isEmpty();
        assertThat(Shrinkers.ints(1).candidates(Integer.MIN_VALUE)).startsWith(1);
    }

    @Test
    void shrinkPicks_candidates_areThoseBefore() {
        Shrinker<String> shrinker = Shrinkers.picks(List.of("a", "b", "c"));
        assertThat(shrinker.candidates("c")).containsExactly("a", "b");
        assertThat(shrinker.candidates("a")).isEmpty();
        assertThat(shrinker.candidates("x")).isEmpty();
    }

    @Test
    void shrinkLists_candidates_dropChunksThenElementsThenShrinkThem() {
        Stream<List<Integer>> candidates = Shrinkers.lists(Shrinkers.ints(0)).candidates(List.of(1, 2, 3, 4));
        assertThat(candidates)
                .containsExactly(
                        List.of(),
                        List.of(3, 4),
                        List.of(1, 2),
                        List.of(2, 3, 4),
                        List.of(1, 3, 4),
                        List.of(1, 2, 4),
                        List.of(1, 2, 3),
                        List.of(0, 2, 3, 4),
                        List.of(1, 0, 3, 4),
                        List.of(1, 1, 3, 4),
                        List.of(1, 2, 0, 4),
                        List.of(1, 2, 2, 4),
                        List.of(1, 2, 3, 0),
                        List.of(1, 2, 3, 2),
                        List.of(1, 2, 3, 3));
    }

    @Test
    void shrinkGraphs_nodeDropped_edgesOfTheOthersFollow() {
        GraphSpec graph = new GraphSpec(
                3, List.of(new GraphEdge(2, EdgeKind.DEPENDS_ON, 0), new GraphEdge(1, EdgeKind.DEPENDS_ON, 0)));
        assertThat(Shrinkers.graphs().candidates(graph).map(GraphSpec::toString))
                .contains("3 nodes {}", "3 nodes {n2 DEPENDS_ON n0}", "2 nodes {}", "2 nodes {n1 DEPENDS_ON n0}");
        assertThat(Shrinkers.graphs().candidates(new GraphSpec(1, List.of()))).isEmpty();
    }

    private static <T> List<T> some(Generator<T> generator, int count) {
        Random random = new Random(1);
        return IntStream.range(0, count)
                .mapToObj(i -> generator.generate(random))
                .toList();
    }

    private static boolean hasCascadeCycle(GraphSpec graph) {
        return graph.edges().stream()
                .filter(edge -> edge.kind() == EdgeKind.CASCADES_TO)
                .anyMatch(edge -> graph.edges().contains(new GraphEdge(edge.to(), EdgeKind.CASCADES_TO, edge.from())));
    }
}
