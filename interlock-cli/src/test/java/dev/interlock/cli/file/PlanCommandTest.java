package dev.interlock.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.Cli;
import dev.interlock.cli.text.JsonReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    private static final String MESH = Path.of("..", "examples", "mesh.yaml").toString();

    @TempDir
    Path folder;

    @Test
    void mesh_isPlanned() {
        Cli run = Cli.run("plan", MESH);

        assertThat(run.out()).isEqualTo(MESH + """
                                : 8 circuits, 13 dependencies

                                Recovery in waves, each after the ones before it
                                   1  consul
                                   2  config_service vault
                                   3  auth_service
                                   4  order_service payment_service user_service
                                   5  api_gateway

                                What an outage takes with it, of 8 circuits
                                                   direct blocked   share
                                  consul                3       7     88%
                                  vault                 2       5     63%
                                  auth_service          3       4     50%
                                  config_service        2       3     38%
                                  order_service         1       1     13%
                                  payment_service       1       1     13%
                                  user_service          1       1     13%

                                Nothing else is blocked by an outage of
                                  api_gateway

                                Single points of failure: take over half of the circuits, or all entry points
                                  consul: 88% of the circuits
                                  vault: 63% of the circuits
                                  The one entry point, api_gateway, needs: consul vault auth_service
                                    config_service order_service payment_service user_service

                                Waits that are longer than those of what recovers after them
                                  none
                                """);
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void severalEntryPoints_thatAllNeedOneNode_makeItASinglePoint_howeverFewTheyAre() {
        String file = "circuits: {a: {dependsOn: x}, b: {dependsOn: x}, x: {}, u: {}, v: {}, w: {}, y: {}}";

        assertThat(Cli.runWith(file, "plan", "-").out())
                .contains("  x: all 2 entry points\n  Entry points: a b\n")
                .contains("Nothing else is blocked by an outage of\n  a b u v w y\n");
    }

    @Test
    void longWait_isToldWithThoseThatAreShorter() {
        String file =
                "circuits: {a: {dependsOn: x, resetTimeout: 1s}, b: {recoversAfter: x}, x: {resetTimeout: 1m30s}}";

        assertThat(Cli.runWith(file, "plan", "-").out()).endsWith("after them\n  x (1m30s): a (1s) b (30s)\n");
    }

    @Test
    @SuppressWarnings("unchecked")
    void cascadesAndSignals_areCountedAsOpenedAndNamedAsSignals() {
        String file = """
                circuits: {a: {dependsOn: x}, x: {dependsOn: [disk, remote]}, y: {}}
                external: remote
                signals: {disk: {check: disk, cascadesTo: y}}
                """;

        assertThat(Cli.runWith(file, "plan", "-").out())
                .contains(
                        "                     direct blocked  opened   share\n",
                        "  disk (signal)           1       2       1    100%\n",
                        "  remote (external)       1       2       0     67%\n");
        Map<String, Object> json =
                JsonReader.object(Cli.runWith(file, "plan", "--json", "-").out().strip());
        assertThat(((List<Map<String, Object>>) json.get("outages")).get(0))
                .isEqualTo(Map.of(
                        "name",
                        "disk",
                        "kind",
                        "signal",
                        "direct",
                        1.0,
                        "blocked",
                        2.0,
                        "opened",
                        1.0,
                        "share",
                        1.0,
                        "entryPoints",
                        1.0));
        assertThat(json.get("waves")).isEqualTo(List.of(List.of("x", "y"), List.of("a")));
        assertThat(json.get("singlePoints")).isEqualTo(List.of("disk", "remote"));
    }

    @Test
    void longNames_areNeverCut_andKeepTheFiguresInTheirColumns() {
        String name = "n".repeat(128);
        String file = "circuits: {" + name + ": {}, short: {dependsOn: " + name + "}, s: {dependsOn: short}}";

        assertThat(Cli.runWith(file, "plan", "-").out().lines())
                .contains("   1  " + name, "  " + name)
                .contains("  short                                          1       1     33%")
                .contains("                                                 1       2     67%");
    }

    @Test
    void fileWithoutCircuits_saysWhatToPutThere() {
        Cli run = Cli.runWith("circuits: {}", "plan", "-");

        assertThat(run.out()).startsWith("<stdin>: 0 circuits\n\nThere is nothing to plan: the file has no circuits.");
        assertThat(run.status()).isZero();
    }

    @Test
    void brokenFile_isToldAsValidateDoes_onTheErrorOutput() {
        Cli run = Cli.runWith("circus: {}", "plan", "-");

        assertThat(run.err())
                .isEqualTo("<stdin>:1:1: circus: unknown option; did you mean 'circuits'?\n<stdin>: 1 problem\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void wrongArguments_areToldWithTheFix() {
        assertThat(Cli.run("plan", MESH, MESH).err())
                .isEqualTo("interlock plan: '" + MESH + "' is one too many; options begin with --. See --help\n");
        assertThat(Cli.run("plan").status()).isEqualTo(2);
        Cli absent = Cli.run("plan", folder.resolve("absent.yaml").toString());
        assertThat(absent.err()).contains("absent.yaml: there is no such file; name an interlock.yaml");
        assertThat(absent.status()).isEqualTo(2);
        assertThat(Cli.runUnread("plan", MESH)).isZero();
    }
}
