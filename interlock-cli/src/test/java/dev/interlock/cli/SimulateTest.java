package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class SimulateTest {

    private static final String SMALL = """
            version: 1
            title: A root of two crashes
            generate: {layers: 2, width: 1}
            clients: {rate: 20}
            outages:
              - {kind: crash, service: 0-0, at: 10s, for: 5s}
            run: {after: 30s, quiet: 20s}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String small() throws Exception {
        return Files.writeString(folder.resolve("small.yaml"), SMALL).toString();
    }

    @Test
    void help_fitsEightyColumns_andHasExamplesAndStatus() {
        assertThat(run("simulate", "--help")).isZero();
        assertThat(out())
                .contains("Usage: interlock simulate", "Examples:", "--policy", "--seeds", "--jobs", "--out", "(130)");
        assertThat(out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void list_tellsEveryShippedScenario_andShowPrintsOne() {
        assertThat(run("simulate", "--list")).isZero();
        assertThat(out())
                .contains("mesh-crash-60", "metastable", "social-crash")
                .contains("crashes for 60 s");
        assertThat(run("simulate", "--show", "metastable")).isZero();
        assertThat(out()).contains("cache: {coldFactor: 8");
    }

    @Test
    void scenarioFile_isSimulated_withEachPolicyThatIsNamed() throws Exception {
        assertThat(run("simulate", small(), "--policy", "resilience4j,interlock", "--policy", "none", "--seeds", "2"))
                .isZero();
        assertThat(out())
                .contains(
                        "small: A root of two crashes",
                        "0-0 crash from 10 s to 15 s",
                        "no protection",
                        "Resilience4j",
                        "Interlock")
                .doesNotContain("probe");
        assertThat(err()).isEmpty();
    }

    @Test
    void out_getsAPageThatNeedsNothing_andThePlots() throws Exception {
        Path report = folder.resolve("deep/report");
        assertThat(run("simulate", small(), "--seeds", "1", "--out", report.toString(), "--json"))
                .isZero();
        assertThat(Files.readString(report.resolve("report.html"))).contains("A root of two crashes", "<svg");
        assertThat(Files.readString(report.resolve("small-goodput.svg"))).startsWith("<svg");
        assertThat(Files.readString(report.resolve("small-states.svg"))).contains("2 breakers opened");
        String json = Files.readString(report.resolve("report.json"));
        assertThat(json).startsWith("{\"version\":1,\"scenarios\":[{\"name\":\"small\"");
        assertThat(out().stripTrailing().lines().reduce((first, last) -> last)).contains(json.stripTrailing());
    }

    @Test
    void plots_areWellFormed() throws Exception {
        // Only tests parse XML: the module has no need to require the parser.
        getClass()
                .getModule()
                .addReads(ModuleLayer.boot().findModule("java.xml").orElseThrow());
        assertThat(run("simulate", small(), "--seeds", "1", "--out", folder.toString()))
                .isZero();
        for (String plot : List.of("small-goodput.svg", "small-states.svg")) {
            String svg = Files.readString(folder.resolve(plot));
            assertThatCode(() -> DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(svg))))
                    .as(plot)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void sameCommand_printsTheSame() throws Exception {
        assertThat(run("simulate", small(), "--seeds", "2", "--jobs", "2")).isZero();
        String first = out();
        out.reset();
        assertThat(run("simulate", small(), "--seeds", "2", "--jobs", "1")).isZero();
        assertThat(out()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mesh-crsh-60              | there is no scenario 'mesh-crsh-60', and no such file; did you mean mesh-crash-60?",
                "nothing-like-it           | --list tells those that are shipped",
                "--seeds 0                 | --seeds '0' is not a whole number from 1 to 10000",
                "--seeds few               | --seeds 'few' is not a whole number",
                "--jobs -1                 | --jobs '-1' is not a whole number from 1 to 1000",
                "--policy interlok         | --policy 'interlok' is not one of none, resilience4j",
                "--policy interlok         | did you mean interlock?",
                "--compare mesh-hang       | --compare runs the shipped scenarios",
                "--compare --policy none   | --compare runs all policies",
                "--page x.md               | add --compare",
                "--show nothing            | there is no scenario 'nothing'",
                "--sedes 3                 | did you mean --seeds?",
                ".                         | is a folder",
                "-                         | is no scenario; name a shipped one",
                "--nope                    | there is no option '--nope'; the options are: --list",
                "../examples/mesh.yaml     | this is a configuration, not a scenario",
                "--out pom.xml             | is a file, not a folder",
                "--compare --page .        | --page '.' is a folder; name a file",
            })
    void wrongWords_areAnErrorOfTheCommandLine_thatSaysHowToMendIt(String words, String complaint) {
        String[] all = ("simulate " + words).split(" +");
        assertThat(run(all)).isEqualTo(2);
        assertThat(err()).contains(complaint).startsWith("interlock simulate: ");
        assertThat(out()).isEmpty();
    }

    @Test
    void scenarioThatIsWrong_isRefused_withEveryProblemAndItsLine() throws Exception {
        Path wrong = Files.writeString(
                folder.resolve("wrong.yaml"),
                SMALL.replace("layers: 2", "layres: 2").replace("crash,", "smash,"));
        assertThat(run("simulate", wrong.toString())).isEqualTo(2);
        assertThat(err())
                .contains("wrong.yaml:3:12: generate.layres: unknown option; did you mean 'layers'?")
                .contains("outages[0].kind: 'smash' is not one of");
    }

    @Test
    void out_thatCannotBeWritten_isToldBeforeTheWork() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (String words : List.of("--out " + file, "--out " + file.resolve("below"))) {
            assertThat(run(("simulate " + small() + " " + words).split(" "))).isEqualTo(2);
            assertThat(err()).contains("--out: '" + file + "' is a file, not a folder");
        }
        assertThat(run("simulate", "--compare", "--page", folder.toString())).isEqualTo(2);
        assertThat(err()).contains("is a folder; name a file");
        assertThat(out()).isEmpty();
    }

    @Test
    void scenarios_ofOneName_areRefused() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other")).resolve("small.yaml");
        Files.writeString(other, SMALL);
        assertThat(run("simulate", small(), other.toString())).isEqualTo(2);
        assertThat(err()).contains("two scenarios are called 'small'");
    }

    @Test
    void reader_whoGoes_isNoReasonToWriteHalfAReport() throws Exception {
        PrintStream gone = new PrintStream(new java.io.OutputStream() {
            @Override
            public void write(int each) throws java.io.IOException {
                throw new java.io.IOException("Broken pipe");
            }
        });
        Path second = Files.writeString(folder.resolve("second.yaml"), SMALL);
        int status = Main.run(
                List.of("simulate", small(), second.toString(), "--seeds", "1", "--out", folder.toString()),
                InputStream.nullInputStream(),
                gone,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(status).isZero();
        assertThat(Files.readString(folder.resolve("report.html"))).contains("id=\"small\"", "id=\"second\"");
    }
}
