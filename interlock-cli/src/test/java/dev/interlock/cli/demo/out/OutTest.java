package dev.interlock.cli.demo.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.demo.guard.Protections;
import dev.interlock.cli.demo.mesh.Mesh;
import dev.interlock.cli.demo.mesh.Outage;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.run.LegResult;
import dev.interlock.cli.demo.run.ServiceResult;
import dev.interlock.cli.demo.run.Span;
import dev.interlock.cli.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Table, page and picture of a report that was made up. */
class OutTest {

    private static Report report() throws IOException {
        Mesh mesh = Mesh.read(Optional.empty());
        Script script = new Script(Outage.REFUSE, List.of("consul"), 5, 10, 21, 5, 0.1, 1);
        return new Report(
                mesh,
                script,
                List.of(
                        leg(mesh, Protections.RESILIENCE4J, mesh.names(), -1),
                        leg(mesh, Protections.INTERLOCK, List.of("consul"), 0.4)));
    }

    private static LegResult leg(Mesh mesh, Protections protection, List<String> opened, double recovery) {
        return new LegResult(
                protection,
                opened,
                Map.of(),
                12,
                mesh.names().stream()
                        .map(name -> new ServiceResult(name, 10, 20, 1, recovery))
                        .toList(),
                List.of(),
                Map.of(
                        "consul",
                        List.of(
                                new Span(0, Span.Condition.UP, List.of()),
                                new Span(5, Span.Condition.OPEN, List.of()))));
    }

    @Test
    void table_fitsItsWidth_andDoesNotPretendARecovery() throws IOException {
        for (int columns : new int[] {60, 80, 100}) {
            assertThat(new Table(report()).forTerminal(columns))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns))
                    .anySatisfy(line -> assertThat(line).matches("  circuits opened +8 +1"))
                    .anySatisfy(line -> assertThat(line).matches("  requests served +80 +80"))
                    .anySatisfy(line -> assertThat(line).matches("  answers again: all +over 6\\.0 s +0\\.4 s"));
        }
    }

    @Test
    void page_hasTheSameFigures() throws IOException {
        assertThat(Page.write(report(), "./interlock demo"))
                .contains("./interlock demo\n", "| | Resilience4j | Interlock |", "| circuits opened | 8 | 1 |");
    }

    @Test
    void picture_drawsOneBandForEachServiceOfEachRun() throws IOException {
        String svg = Picture.draw(report());

        assertThat(svg).startsWith("<svg ").endsWith("</svg>\n").contains("8 circuits opened", "1 circuit opened");
        assertThat(svg.split(">api_gateway<", -1)).hasSize(3);
        assertThat(svg.split("class=\"open\"", -1)).hasSize(4); // one in the legend, one in each run
    }

    @Test
    void json_ofARecoveryThatDidNotHappen_isNull() throws IOException {
        assertThat(ReportJson.write(report())).contains("\"worst\":null", "\"worst\":0.4");
    }

    @Test
    void wrap_breaksBetweenWords_andCutsWhatHasNone() {
        assertThat(Text.wrap("one two three", 8, "  ")).containsExactly("one two", "  three");
        assertThat(Text.wrap("abcdefghijkl", 8, "")).containsExactly("abcdefg~");
    }
}
