package dev.interlock.cli.file.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.interlock.Edge;
import dev.interlock.cli.file.RandomFiles;
import dev.interlock.cli.file.graph.Drawn.Box;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.Node;
import dev.interlock.config.InterlockFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

    private static Graph graph(String yaml) {
        return Graph.of(InterlockFile.parse("test.yaml", yaml));
    }

    private static void check(Graph graph) throws Exception {
        Drawn drawn = Drawn.read(Format.SVG.write("test.yaml", graph));
        int size = graph.nodes().size();
        List<Box> boxes = drawn.boxes.subList(0, size); // the legend's come after them
        List<String> names = graph.nodes().stream().map(Node::name).toList();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(boxes.get(i).overlaps(boxes.get(j)))
                        .as("%s overlaps %s", names.get(i), names.get(j))
                        .isFalse();
            }
        }
        for (int line = 0; line < graph.edges().size(); line++) {
            Edge edge = graph.edges().get(line);
            List<double[]> points = drawn.lines.get(line);
            assertThat(boxes.get(names.indexOf(edge.from())).touches(points.get(0)))
                    .as("%s begins at its source", edge)
                    .isTrue();
            assertThat(boxes.get(names.indexOf(edge.to())).touches(points.get(points.size() - 1)))
                    .as("%s ends at its target", edge)
                    .isTrue();
            for (int box = 0; box < size; box++) {
                assertThat(points.stream().noneMatch(boxes.get(box)::contains))
                        .as("%s goes through %s", edge, names.get(box))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomGraph_noBoxOverlapsAnother_andNoLineGoesThroughABox(long seed) throws Exception {
        check(graph(RandomFiles.yaml(new Random(seed), 60, true)));
    }

    @Test
    void examples_areDrawnWithoutOverlaps_andTheSameEachTime() throws Exception {
        for (String name : List.of("mesh.yaml", "online-boutique.yaml")) {
            InterlockFile file = InterlockFile.read(Path.of("..", "examples", name));
            check(Graph.of(file));
            assertThat(Format.SVG.write(name, Graph.of(file))).isEqualTo(Format.SVG.write(name, Graph.of(file)));
        }
    }

    @Test
    void mesh_hasTheFewestCrossings_one() throws Exception {
        Graph mesh = Graph.of(InterlockFile.read(Path.of("..", "examples", "mesh.yaml")));

        assertThat(Drawn.read(Format.SVG.write("mesh.yaml", mesh)).crossings()).isLessThanOrEqualTo(1);
    }

    @Test
    void legend_tellsOnlyWhatOccurs() {
        assertThat(Format.SVG.write("a", graph("circuits: {a: {dependsOn: b}, b: {}}")))
                .contains(">circuit<", ">depends on<")
                .doesNotContain(">signal<", ">recovers after<", ">cascades");
        assertThat(Format.SVG.write("a", graph("circuits: {a: {cascadesTo: {b: dry-run}}, b: {}}")))
                .contains(">cascades to (dry run)<")
                .doesNotContain(">depends on<", ">cascades to<");
    }

    @Test
    void emptyFile_isACardThatSaysSo() throws Exception {
        String svg = Format.SVG.write("empty.yaml", graph("circuits: {}"));

        assertThat(Drawn.read(svg).boxes).isEmpty();
        assertThat(svg).contains(">empty.yaml<", ">no circuits<");
    }

    @Test
    void title_isEscaped_andNothingIsLoaded() throws Exception {
        String svg = Format.SVG.write("<&\">.yaml", graph("circuits: {a: {}}"));

        assertThat(Drawn.read(svg).boxes).hasSize(2); // with the legend's
        assertThat(svg).contains("&lt;&amp;&quot;&gt;.yaml").doesNotContain("url(http", "href", "@import");
    }

    @Test
    void longestName_isBrokenIntoLines_andNothingOfItIsLost() {
        String name = "a".repeat(60) + "-" + "b".repeat(67);
        List<String> lines = Label.lines(name);

        assertThat(String.join("", lines)).isEqualTo(name);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(24));
        assertThat(Label.lines("payments.gateway-of-the-north")).containsExactly("payments.gateway-of-the-", "north");
    }

    @Test
    void graphThatIsTooLarge_isRefusedWithTheWayOut() {
        StringBuilder yaml = new StringBuilder("circuits:\n c0: {}\n");
        for (int i = 1; i < 64; i++) {
            yaml.append(" c").append(i).append(": {dependsOn: c").append(i - 1).append("}\n");
        }
        for (int i = 0; i < 400; i++) {
            yaml.append(" d").append(i).append(": {dependsOn: [c62, c0]}\n");
        }
        Graph graph = graph(yaml.toString());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Format.SVG.write("large.yaml", graph))
                .withMessage("the graph is too large for a picture (more than 20000 boxes and turns of lines); write it"
                        + " as dot, mermaid or text");
    }
}
