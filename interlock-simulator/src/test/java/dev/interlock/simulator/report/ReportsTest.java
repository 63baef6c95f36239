package dev.interlock.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.simulator.Simulator;
import dev.interlock.simulator.file.ScenarioLibrary;
import dev.interlock.simulator.measure.RunResult;
import dev.interlock.simulator.measure.ScenarioResult;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.policy.PolicyKind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final List<PolicyKind> POLICIES =
            List.of(PolicyKind.NONE, PolicyKind.RESILIENCE4J, PolicyKind.INTERLOCK, PolicyKind.INTERLOCK_PROBE_RAMP);

    private static ScenarioResult mesh;
    private static ScenarioResult stuck;

    @BeforeAll
    static void simulate() throws Exception {
        try (Simulator simulator = new Simulator(2, run -> {})) {
            mesh = simulator.run(ScenarioLibrary.shipped("mesh-crash-20"), POLICIES, 2);
            stuck = simulator.run(ScenarioLibrary.shipped("metastable"), POLICIES, 2);
        }
    }

    @Test
    void plots_stayOnTheirCard() {
        for (ScenarioResult result : List.of(mesh, stuck)) {
            for (String svg : List.of(GoodputPlot.draw(result), BandsPlot.draw(result))) {
                assertThat(svg).doesNotContain("NaN", "Infinity", ">-0 s<");
                Matcher coordinate = Pattern.compile("[ML](-?[0-9.]+) ").matcher(svg);
                while (coordinate.find()) {
                    assertThat(Double.parseDouble(coordinate.group(1))).isBetween(0.0, 860.0);
                }
            }
        }
    }

    @Test
    void bands_showWhoIsBlocked_onlyWhereBreakersKnowIt() {
        assertThat(BandsPlot.draw(mesh)).contains("Resilience4j: 8 breakers opened", "Interlock: 1 breaker opened");
        Matcher blocked = Pattern.compile("<rect class=\"blocked\" x=\"\\d+\\.").matcher(BandsPlot.draw(mesh));
        assertThat(blocked.results().count())
                .as("seven circuits above the root, in two policies")
                .isGreaterThanOrEqualTo(14);
    }

    @Test
    void html_needsNoNetwork_andNoScript() {
        String html = HtmlReport.write(List.of(mesh, stuck), "./interlock simulate <x>");
        assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:", "<script", "url(");
        assertThat(html)
                .contains("simulate &lt;x&gt;", "<h2 id=\"metastable\">", "<svg")
                .endsWith("</html>\n");
    }

    @Test
    void table_tellsOfRunsThatNeverCameBack() {
        List<String> lines = TextTable.forTerminal(stuck);
        assertThat(lines)
                .anyMatch(line ->
                        line.startsWith("  Resilience4j ") && line.contains("> 300.0") && line.contains("never"));
        assertThat(TextTable.forTerminal(mesh)).noneMatch(line -> line.contains("never"));
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void benchmarkPage_tellsEveryGoal_andWhetherItIsMet() throws Exception {
        Scenario chain = ScenarioLibrary.shipped("chain-2");
        ScenarioResult small;
        ScenarioResult crash;
        try (Simulator simulator = new Simulator(2, run -> {})) {
            List<PolicyKind> all = List.of(PolicyKind.values());
            small = simulator.run(chain, all, 2);
            crash = simulator.run(named("mesh-crash-small", chain), all, 2);
        }
        String page =
                BenchmarkPage.write(List.of(crash, small), new Speed(5e5, 10_000, 1L << 30), "./interlock simulate");
        assertThat(page)
                .contains("| mesh-crash-small: last failed request never later than the root's own wait, 10 s | worst ")
                .contains("chain-2: ", "| 0.5 million | **missed** |", "| 1.0 GiB of heap at most | met |")
                .contains("## chain-2", "Best of grid: ", "2 runs for each policy", "all with 2 seeds, the best 5")
                .doesNotContain("%d", "%n", "null");
    }

    private static Scenario named(String name, Scenario scenario) {
        return new Scenario(
                name,
                scenario.title(),
                scenario.topology(),
                scenario.services(),
                scenario.delay(),
                scenario.clients(),
                scenario.outages(),
                scenario.settings(),
                scenario.warmUp(),
                scenario.after(),
                scenario.quiet());
    }

    @Test
    void json_hasEveryRun() {
        assertThat(ReportData.of(List.of(mesh)).toString())
                .contains("name=mesh-crash-20", "policy=interlock-probe-ramp", "seed=2", "secondsUntilLastFailure=");
    }

    @Test
    void blocked_isTheTimeInWhichADependencyIsOpen_andItselfIsNot() {
        RunResult run = mesh.of(PolicyKind.INTERLOCK).orElseThrow().runs().get(0);
        int top = mesh.scenario().topology().size() - 1;
        List<Blocked.Span> spans = Blocked.spans(mesh.scenario().topology(), run, top, 1_000);
        double sum = spans.stream().mapToDouble(span -> span.to() - span.from()).sum();
        assertThat(sum).as("about the outage and the wait after it").isBetween(20.0, 30.5);
        assertThat(Blocked.spans(mesh.scenario().topology(), run, 0, 1_000))
                .as("the root")
                .isEmpty();
    }
}
