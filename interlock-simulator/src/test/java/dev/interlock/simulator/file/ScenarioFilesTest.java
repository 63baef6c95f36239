package dev.interlock.simulator.file;

import static dev.interlock.simulator.Scenarios.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.config.ConfigurationFileException;
import dev.interlock.config.Problem;
import dev.interlock.simulator.model.OutageModel;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.model.ServiceModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioFilesTest {

    @TempDir
    Path folder;

    static List<String> shipped() {
        return ScenarioLibrary.names();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedScenario_isRead_andItsTopologyHasDependenciesFirst(String name) {
        Scenario scenario = ScenarioLibrary.shipped(name);
        assertThat(scenario.title()).isNotBlank().doesNotEndWith(".");
        assertThat(scenario.outages()).isNotEmpty();
        for (int i = 0; i < scenario.topology().size(); i++) {
            for (int called : scenario.topology().calls().get(i)) {
                assertThat(called).isLessThan(i);
            }
        }
    }

    @Test
    void shippedScenarios_showEveryKindOfOutage() {
        assertThat(ScenarioLibrary.names().stream()
                        .map(ScenarioLibrary::shipped)
                        .flatMap(scenario -> scenario.outages().stream())
                        .map(OutageModel::kind))
                .contains(OutageModel.Kind.values());
    }

    @Test
    void scenario_withEveryKey_isReadAsWritten() throws Exception {
        Scenario scenario = parse(folder, """
                version: 1
                title: Everything
                generate: {layers: 3, width: 4, roots: 2, calls: 2, seed: 7, failureThreshold: 3, resetTimeout: 4s}
                everyService: {instances: 3, workers: 5, queue: 6, serviceTime: 7ms, spread: lognormal, timeout: 8s}
                services:
                  0-1:
                    workers: 50
                    cache: {coldFactor: 3, fillsAfter: 40, fadesAfter: 9s}
                network: {delay: 2ms}
                clients: {rate: 12.5, at: [2-0, 2-1], attempts: 2, backoff: 20ms}
                circuits: {jitter: 0.5, probe: 2s, ramp: 20s, rampFrom: 5%}
                outages:
                  - {kind: partition, service: 0-0, from: 1-0, at: 10s, for: 20s}
                  - {kind: errors, service: 0-1, share: 30%, at: 12s, for: 1s}
                  - {kind: slow, service: 0-1, factor: 3, at: 12s, for: 1s}
                  - {kind: crash, service: 0-1, instances: 2, at: 12s, for: 1s}
                run: {warmUp: 2s, after: 90s, quiet: 30s}
                """);
        assertThat(scenario.name()).isEqualTo("scenario");
        assertThat(scenario.topology().size()).isEqualTo(2 + 4 + 4);
        assertThat(scenario.services().get(1).workers()).isEqualTo(50);
        assertThat(scenario.services().get(1).instances()).isEqualTo(3);
        assertThat(scenario.services().get(1).coldFactor()).isEqualTo(3);
        assertThat(scenario.services().get(0).coldFactor()).isEqualTo(1);
        assertThat(scenario.services())
                .allSatisfy(service -> assertThat(service.timeout()).isEqualTo(8_000_000_000L));
        assertThat(scenario.clients().entries()).containsExactly(6, 7);
        assertThat(scenario.settings().jitter()).contains(0.5);
        assertThat(scenario.settings().rampFrom()).isEqualTo(0.05);
        assertThat(scenario.outages()).hasSize(4);
        assertThat(scenario.outages().get(0).from()).isEqualTo(2);
        assertThat(scenario.outages().get(3).instances()).isEqualTo(2);
        assertThat(scenario.outageAt()).isEqualTo(10_000_000_000L);
        assertThat(scenario.repairAt()).isEqualTo(30_000_000_000L);
        assertThat(scenario.endAt()).isEqualTo(120_000_000_000L);
    }

    @Test
    void scenario_withManyFaults_isRefusedWithAllOfThem_eachWithItsPlace() {
        assertThatThrownBy(() -> parse(folder, """
                        version: 2
                        titel: A slip
                        topology: mesh
                        everyService: {workers: 0, spread: round}
                        services:
                          vualt: {queue: 1}
                        clients: {rate: many, at: [consul, nobody]}
                        outages:
                          - {kind: crash, service: consul, at: 10s}
                          - {kind: sleep, service: consol, at: 10, for: 1s, wide: 3}
                          - {kind: hang, service: vault, at: 1s, for: 1s, from: consul, instances: 9}
                        run: {warmUp: 20s, after: 5s}
                        """))
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigurationFileException.class))
                .satisfies(refused -> {
                    List<String> problems =
                            refused.problems().stream().map(Problem::toString).toList();
                    assertThat(problems)
                            .contains("2:1: titel: unknown option; did you mean 'title'?")
                            .anyMatch(line -> line.startsWith("1:10: version: 2 is out of range"))
                            .anyMatch(line -> line.startsWith("4:25: everyService.workers: 0 is out of range"))
                            .anyMatch(line -> line.contains("everyService.spread: 'round' is not one of"))
                            .anyMatch(line -> line.startsWith("6:3: services.vualt: there is no service 'vualt'")
                                    && line.endsWith("did you mean 'vault'?"))
                            .anyMatch(line -> line.contains("clients.rate: 'many' is not"))
                            .anyMatch(line -> line.contains("clients.at: there is no service 'nobody'"))
                            .anyMatch(line -> line.contains("outages[0].for: is missing"))
                            .anyMatch(line -> line.contains("outages[1].kind: 'sleep' is not one of"))
                            .anyMatch(line -> line.contains("outages[1].at: '10' has no unit"))
                            .anyMatch(line -> line.contains("outages[1].service: there is no service 'consol'"))
                            .anyMatch(line -> line.contains("outages[1].wide: unknown option"))
                            .anyMatch(line -> line.contains("outages[2].from: a hang has none, only partition"))
                            .anyMatch(line -> line.contains("outages[2].instances: the service has 2"))
                            .anyMatch(line -> line.contains("run: the warm-up of 20000 ms"))
                            .anyMatch(line -> line.contains("run: a run that is 'quiet'"));
                });
    }

    @Test
    void scenario_ofTheDocumentation_isRead() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "simulator.md"));
        String text = page.substring(page.indexOf("```yaml", page.indexOf("<!-- scenario -->")) + 8);
        Scenario scenario = parse(folder, text.substring(0, text.indexOf("```")));
        assertThat(scenario.outages()).hasSize(2);
        assertThat(scenario.topology().size()).isEqualTo(24 - 1);
    }

    @Test
    void defaults_areThoseOfTheDocumentation() throws Exception {
        Scenario scenario = parse(
                folder, "version: 1\ntopology: mesh\noutages:\n  - {kind: crash, service: vault, at: 10s, for: 1s}\n");
        ServiceModel vault = scenario.services().get(1);
        assertThat(vault)
                .isEqualTo(new ServiceModel(
                        2,
                        64,
                        256,
                        2_000_000,
                        ServiceModel.Spread.EXPONENTIAL,
                        1_250_000_000,
                        1,
                        1000,
                        30_000_000_000L));
        assertThat(scenario.clients().attempts()).isEqualTo(1);
        assertThat(scenario.clients().rate()).isEqualTo(100);
        assertThat(scenario.clients().entries()).hasSize(8);
        assertThat(scenario.delay()).isEqualTo(1_000_000);
        assertThat(scenario.settings().jitter()).isEmpty();
        assertThat(scenario.settings().ramp()).isEmpty();
        assertThat(scenario.warmUp()).isEqualTo(5_000_000_000L);
        assertThat(scenario.quiet()).isEqualTo(60_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: slow, service: vault, at: 10s, for: 1s}                             | factor: is missing",
                "{kind: errors, service: vault, share: 0%, at: 10s, for: 1s}                | share: of nothing is no outage",
                "{kind: slow, service: vault, factor: 2, instances: 1, at: 10s, for: 1s}    | instances: a slow has none, only crash, hang, flush, deploy",
                "{kind: crash, service: vault, factor: 2, at: 10s, for: 1s}                 | factor: a crash has none, only slow",
                "{kind: hang, service: vault, share: 50%, at: 10s, for: 1s}                 | share: a hang has none, only errors",
                "{kind: partition, service: vault, from: consul, at: 10s, for: 1s}          | from: 'consul' never calls 'vault'",
            })
    void outage_thatIsNotWhatItsKindNeeds_isRefused(String outage, String problem) {
        assertThatThrownBy(() -> parse(folder, "version: 1\ntopology: mesh\noutages:\n  - " + outage + "\n"))
                .hasMessageContaining("outages[0]." + problem);
    }

    @Test
    void outages_thatWouldEndEachOther_areRefused() throws Exception {
        String two = """
                version: 1
                topology: mesh
                outages:
                  - {kind: %s, service: vault, %s at: 10s, for: 60s}
                  - {kind: %s, service: vault, %s at: 30s, for: 10s}
                """;
        assertThatThrownBy(() -> parse(folder, two.formatted("crash", "", "hang", "")))
                .hasMessageContaining("outages[1].at: the crash of the same service is not over by then");
        assertThatThrownBy(() -> parse(folder, two.formatted("slow", "factor: 2,", "slow", "factor: 3,")))
                .hasMessageContaining("outages[1].at: the slow of the same service");
        assertThat(parse(folder, two.formatted("crash", "", "partition", "")).outages())
                .hasSize(2);
        assertThat(parse(folder, two.formatted("partition", "from: auth_service,", "partition", ""))
                        .outages())
                .hasSize(2);
    }

    @Test
    void values_thatMeanNothing_areRefused() {
        String rest = "outages:\n  - {kind: crash, service: vault, at: 10s, for: 1s}\n";
        assertThatThrownBy(() -> parse(folder, "version: 1\ntopology: mesh\nclients: {at: []}\n" + rest))
                .hasMessageContaining("clients.at: names no service");
        assertThatThrownBy(() -> parse(folder, "version: 1\ntopology: mesh\ncircuits: {rampFrom: 0%}\n" + rest))
                .hasMessageContaining("circuits.rampFrom: a ramp that begins with nothing");
    }

    @Test
    void everyProblem_isTold_alsoWhereVersionAndTopologyAreWrong() {
        assertThatThrownBy(() -> parse(folder, """
                        topology: absent.yaml
                        services:
                          a: {workers: 0}
                        clients: {rate: -1, at: [b]}
                        outages:
                          - {kind: smash, service: a, at: 10s, for: 1s}
                          - {kind: partition, service: a, from: b, at: 10s, for: 1s, share: 10%}
                        circuits: {jitter: 20}
                        """))
                .isInstanceOfSatisfying(
                        ConfigurationFileException.class,
                        all -> assertThat(all.problems())
                                .extracting(Problem::path)
                                .containsExactlyInAnyOrder(
                                        "version",
                                        "topology",
                                        "services.a.workers",
                                        "clients.rate",
                                        "outages[0].kind",
                                        "outages[1].share",
                                        "circuits.jitter"))
                .hasMessageContaining(
                        "circuits.jitter: 20.0 is out of range; allowed is 0 to 1, or 0% to 100%; write 20%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1\ncircuits: {a: {}, b: {dependsOn: a}}\n",
                "templates: {t: {jitter: 10%}}\ncircuits: {a: {template: t}}\n",
                "signals: {disk: {check: disk}}\n"
            })
    void topologyFile_inPlaceOfAScenario_isToldWhatItIs(String topology) {
        assertThatThrownBy(() -> parse(folder, topology))
                .hasMessageEndingWith(
                        "scenario.yaml:1:1: this is a configuration, not a scenario; write a scenario beside it that names it, 'topology: scenario.yaml',"
                                + " and has outages. './interlock simulate --show mesh-crash-60' prints one to begin with");
    }

    @Test
    void topologyFile_besideTheScenario_isUsed() throws Exception {
        Files.writeString(folder.resolve("two.yaml"), "version: 1\ncircuits:\n  a:\n  b: {dependsOn: a}\n");
        Scenario scenario = parse(
                folder, "version: 1\ntopology: two.yaml\noutages:\n  - {kind: crash, service: a, at: 10s, for: 1s}\n");
        assertThat(scenario.topology().names()).containsExactly("a", "b");
    }

    @Test
    void topology_thatIsWrongOrMissing_isToldWithTheScenariosPlace() throws Exception {
        Files.writeString(folder.resolve("bad.yaml"), "version: 1\ncircuits:\n  a: {dependsOn: a}\n");
        for (String topology : List.of("bad.yaml", "absent.yaml")) {
            assertThatThrownBy(() -> parse(
                            folder,
                            "version: 1\ntopology: " + topology
                                    + "\noutages:\n  - {kind: crash, service: a, at: 10s, for: 1s}\n"))
                    .hasMessageContaining("scenario.yaml:2:11: topology: cannot be used:");
        }
        assertThatThrownBy(() -> parse(folder, "version: 1\noutages: []\n"))
                .hasMessageContaining("topology: is missing");
        assertThatThrownBy(() -> parse(folder, "version: 1\ntopology: mesh\ngenerate: {}\n"))
                .hasMessageContaining("keep one of the two");
        assertThatThrownBy(() -> parse(folder, "version: 1\ngenerate: {layers: 60, width: 10000}\n"))
                .hasMessageContaining("at most 100000 are generated");
    }
}
