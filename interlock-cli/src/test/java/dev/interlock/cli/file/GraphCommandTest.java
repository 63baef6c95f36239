package dev.interlock.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphCommandTest {

    private static final String MESH = Path.of("..", "examples", "mesh.yaml").toString();

    private static final String ALL_KINDS = """
            external: elsewhere
            circuits:
              end: {dependsOn: [a.b, a/b], cascadesTo: {alone: dry-run}}
              a.b: {dependsOn: [disk, elsewhere]}
              a/b: {recoversAfter: a.b, cascadesTo: alone}
              alone: {}
            signals:
              disk: {check: disk}
            """;

    @TempDir
    Path folder;

    @Test
    void mesh_asMermaid_isTheDefault() {
        Cli run = Cli.run("graph", MESH);

        assertThat(run.out()).isEqualTo("""
                        %% mesh.yaml: 8 circuits, 13 dependencies
                        flowchart TD
                            api_gateway["api_gateway"]
                            auth_service["auth_service"]
                            config_service["config_service"]
                            consul["consul"]
                            order_service["order_service"]
                            payment_service["payment_service"]
                            user_service["user_service"]
                            vault["vault"]
                            api_gateway --> order_service
                            api_gateway --> payment_service
                            api_gateway --> user_service
                            auth_service --> consul
                            auth_service --> vault
                            config_service --> consul
                            order_service --> auth_service
                            order_service --> config_service
                            payment_service --> auth_service
                            payment_service --> vault
                            user_service --> auth_service
                            user_service --> config_service
                            vault --> consul
                        """);
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void mesh_asDot() {
        assertThat(Cli.run("graph", "--format", "dot", MESH).out()).isEqualTo("""
                        // mesh.yaml: 8 circuits, 13 dependencies
                        digraph interlock {
                            node [shape=box, style=rounded, fontname="Helvetica"];
                            "api_gateway";
                            "auth_service";
                            "config_service";
                            "consul";
                            "order_service";
                            "payment_service";
                            "user_service";
                            "vault";
                            "api_gateway" -> "order_service";
                            "api_gateway" -> "payment_service";
                            "api_gateway" -> "user_service";
                            "auth_service" -> "consul";
                            "auth_service" -> "vault";
                            "config_service" -> "consul";
                            "order_service" -> "auth_service";
                            "order_service" -> "config_service";
                            "payment_service" -> "auth_service";
                            "payment_service" -> "vault";
                            "user_service" -> "auth_service";
                            "user_service" -> "config_service";
                            "vault" -> "consul";
                        }
                        """);
    }

    @Test
    void mesh_asText_showsWhatIsBelowANodeOnce() {
        assertThat(Cli.run("graph", "--format", "text", MESH).out()).isEqualTo("""
                        mesh.yaml: 8 circuits, 13 dependencies

                        api_gateway
                        ├── order_service
                        │   ├── auth_service
                        │   │   ├── consul
                        │   │   └── vault
                        │   │       └── consul
                        │   └── config_service
                        │       └── consul
                        ├── payment_service
                        │   ├── auth_service ...
                        │   └── vault ...
                        └── user_service
                            ├── auth_service ...
                            └── config_service ...
                        """);
    }

    @Test
    void everyKindOfNodeAndEdge_looksDifferent_andNoWordOfTheNotationIsAName() {
        assertThat(Cli.runWith(ALL_KINDS, "graph", "-").out().lines().map(String::strip))
                .contains(
                        "%% standard input: 4 circuits, 1 signal, 1 external name, 5 dependencies, 2 cascades",
                        "end_[\"end\"]",
                        "a_b[\"a.b\"]",
                        "a_b_2[\"a/b\"]",
                        "disk([\"disk\"])",
                        "elsewhere{{\"elsewhere\"}}",
                        "end_ --> a_b",
                        "a_b_2 -.-> a_b",
                        "a_b_2 ==>|cascade| alone",
                        "end_ ==>|cascade, dry run| alone");
        assertThat(Cli.runWith(ALL_KINDS, "graph", "--format", "dot", "-").out())
                .contains(
                        "\"disk\" [shape=ellipse, style=solid];",
                        "\"elsewhere\" [style=\"rounded,dashed\"];",
                        "\"a/b\" -> \"a.b\" [style=dashed];",
                        "\"a/b\" -> \"alone\" [style=bold, color=red, arrowhead=empty, constraint=false];",
                        "\"end\" -> \"alone\" [style=dotted, color=red, arrowhead=empty, constraint=false];");
        assertThat(Cli.runWith(ALL_KINDS, "graph", "--format", "text", "-").out())
                .contains(
                        "disk (signal)",
                        "elsewhere (external)",
                        "a.b (recovers after) ...",
                        "  end opens alone (dry run)",
                        "  a/b opens alone");
        assertThat(Cli.runWith(ALL_KINDS, "graph", "--format", "svg", "-").out())
                .contains("class=\"n signal\"", "class=\"n external\"", "class=\"e soft\"", "class=\"e dry_run\"");
    }

    @ParameterizedTest
    @CsvSource({"g.svg, <svg", "g.mmd, %%", "g.dot, //", "g.gv, //", "deep/er/g.txt, mesh.yaml: 8", "G.SVG, <svg"})
    void out_isWrittenInTheFormatOfItsEnding(String name, String begin) throws IOException {
        Path to = folder.resolve(name);

        Cli run = Cli.run("graph", MESH, "--out", to.toString());

        assertThat(to).content().startsWith(begin);
        assertThat(run.out()).isEqualTo(to + ": 8 circuits, 13 dependencies\n");
    }

    @Test
    void format_winsOverTheEnding() throws IOException {
        Path to = folder.resolve("g.svg");

        Cli.run("graph", MESH, "--out", to.toString(), "--format", "dot");

        assertThat(to).content().startsWith("//");
    }

    @Test
    void fileWithoutCircuits_isAnEmptyGraph() {
        for (String format : List.of("mermaid", "dot", "svg", "text")) {
            Cli run = Cli.runWith("circuits: {}", "graph", "--format", format, "-");

            assertThat(run.out()).contains("standard input");
            assertThat(run.status()).isZero();
        }
    }

    @Test
    void wrongArguments_areToldWithTheFix() throws IOException {
        assertThat(Cli.run("graph", "--format", "svgg", MESH).err())
                .isEqualTo(
                        "interlock graph: --format 'svgg' is not one of mermaid, dot, svg, text; did you mean svg?\n");
        assertThat(Cli.run("graph", "--out", "g.png", MESH).err())
                .isEqualTo("interlock graph: --out g.png: its ending is no format that is known here; end it with .mmd,"
                        + " .dot, .svg or .txt, or give --format\n");
        assertThat(Cli.run("graph", "--out", folder.toString(), "--format", "svg", MESH)
                        .err())
                .isEqualTo("interlock graph: --out " + folder + " is a directory; name a file in it\n");
        assertThat(Cli.run("graph").err()).startsWith("interlock graph: FILE is missing: ");

        Path file = Files.writeString(folder.resolve("in.txt"), "circuits: {a: {}}");
        Cli overwriting = Cli.run("graph", file.toString(), "--out", folder + "/./in.txt");
        assertThat(overwriting.err()).contains("is the file that is read; name another one");
        assertThat(overwriting.status()).isEqualTo(2);
        assertThat(file).hasContent("circuits: {a: {}}");
        assertThat(Cli.run("graph", MESH, "--out", file + "/g.svg").err())
                .isEqualTo("interlock graph: --out " + file + "/g.svg cannot be written: " + file
                        + " is a file, not a directory\n");
    }

    @Test
    void brokenFile_isToldAsValidateDoes_andNothingIsWritten() {
        Path to = folder.resolve("g.svg");

        Cli run = Cli.runWith("circus: {}", "graph", "-", "--out", to.toString());

        assertThat(run.err()).startsWith("<stdin>:1:1: circus: unknown option; did you mean 'circuits'?");
        assertThat(run.status()).isEqualTo(1);
        assertThat(to).doesNotExist();
    }

    @Test
    void readerThatGoes_isNoError() {
        assertThat(Cli.runUnread("graph", MESH)).isZero();
    }
}
