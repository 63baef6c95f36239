package dev.interlock.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.cli.Cli;
import dev.interlock.cli.CliProcess;
import dev.interlock.cli.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

    private static final String MESH = Path.of("..", "examples", "mesh.yaml").toString();

    @TempDir
    Path folder;

    private String file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines)).toString();
    }

    @Test
    void goodFile_isToldByItsSize() {
        Cli run = Cli.run("validate", MESH);

        assertThat(run.out()).isEqualTo(MESH + ": 8 circuits, 13 dependencies, no problems\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void brokenFile_tellsEveryProblemAtOnce_withPlaceRuleAndFix() throws IOException {
        String file = file(
                "broken.yaml",
                "circuits:",
                "  api:",
                "    failureRate: 150%",
                "    dependsOn: [valt]",
                "  vault:",
                "    resetTimout: 10s");

        Cli run = Cli.run("validate", file);

        assertThat(run.out().lines())
                .containsExactly(
                        file + ":3:18: circuits.api.failureRate: 150% is outside of (0, 1]; 0.5 means half",
                        file + ":4:17: circuits.api.dependsOn: 'valt' is no circuit or signal of this file; did you"
                                + " mean 'vault'?",
                        file + ":6:5: circuits.vault.resetTimout: unknown option; did you mean 'resetTimeout'?",
                        file + ": 3 problems");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isEqualTo(1);
    }

    private String odd() throws IOException {
        return file(
                "odd.yaml",
                "external: [elsewhere, unused]",
                "templates:",
                "  slow: {resetTimeout: 2m, slowCallRate: 50%}",
                "circuits:",
                "  db: {template: slow, dependsOn: disk, cascadesTo: [web, cache], failOn: [lost]}",
                "  api: {dependsOn: [db, elsewhere], slowCallRate: 0.4, slowCallThreshold: 2s}",
                "  web: {dependsOn: api, recoversAfter: cache, cascadesTo: {api: dry-run}}",
                "  cache: {resetTimeout: 1s}",
                "signals:",
                "  disk: {check: disk space}");
    }

    @Test
    void notes_tellWhatIsProbablyNotMeant_andAreNoFailure() throws IOException {
        String file = odd();

        Cli run = Cli.run("validate", file);

        assertThat(run.out().lines())
                .containsExactly(
                        file + ":1:23: external: note: no edge names 'unused'; take it off the list",
                        file + ":3:24: templates.slow.resetTimeout: note: 'db' waits 2m before it tries to recover,"
                                + " longer than what recovers after it: 'api' (30s); make this wait shorter or that"
                                + " one at least 2m",
                        file + ":5:54: circuits.db.cascadesTo: note: the cascade from 'db' to 'web' is redundant:"
                                + " 'web' depends on it and is blocked anyway; take the cascade away",
                        file + ":6:75: circuits.api.slowCallThreshold: note: 'api' calls a call slow from 2 s, no"
                                + " later than 'db' below it (5 s); make it longer",
                        file + ":7:60: circuits.web.cascadesTo: note: 'web' opens 'api', which it depends on, and"
                                + " will wait for it; take one of the two edges away",
                        file + ": 4 circuits, 1 signal, 1 external name, 5 dependencies, 3 cascades, no problems,"
                                + " 5 notes");
        assertThat(run.status()).isZero();
        assertThat(Cli.run("validate", "--strict", file).status()).isEqualTo(1);
    }

    @Test
    void longWait_ofACircuitWithAProbe_isNoNote_becauseTheProbeEndsIt() throws IOException {
        String file =
                file("probe.yaml", "circuits:", "  db: {resetTimeout: 2m, probe: ping}", "  api: {dependsOn: db}");

        assertThat(Cli.run("validate", file).out()).isEqualTo(file + ": 2 circuits, 1 dependency, no problems\n");
    }

    @Test
    @SuppressWarnings("unchecked")
    void json_hasTheSamePlacesAndWords() throws IOException {
        Cli run = Cli.run("validate", "--json", odd(), MESH);

        Map<String, Object> json = JsonReader.object(run.out().strip());
        assertThat(json)
                .containsEntry("ok", true)
                .containsEntry("problems", 0.0)
                .containsEntry("notes", 5.0);
        List<Map<String, Object>> files = (List<Map<String, Object>>) json.get("files");
        assertThat(files.get(1)).containsEntry("file", MESH).containsEntry("circuits", 8.0);
        assertThat((List<Map<String, Object>>) files.get(0).get("notes"))
                .element(0)
                .isEqualTo(Map.of(
                        "kind",
                        "unused-external",
                        "line",
                        1.0,
                        "column",
                        23.0,
                        "path",
                        "external",
                        "message",
                        "no edge names 'unused'; take it off the list"));
    }

    @Test
    void standardInput_isADash() {
        Cli run = Cli.runWith("{\"circuits\": {\"a\": {}}}", "validate", "-");

        assertThat(run.out()).isEqualTo("<stdin>: 1 circuit, no problems\n");
        assertThat(run.status()).isZero();
        assertThat(Cli.run("validate", "-", "-").err())
                .isEqualTo("interlock validate: - is given twice; the standard input can be read only once\n");
    }

    @Test
    void emptyInput_isAProblemWithAFix() {
        Cli run = Cli.runWith("", "validate", "-");

        assertThat(run.out())
                .isEqualTo("<stdin>:1:1: there is nothing in this file; begin with 'circuits:'\n<stdin>: 1 problem\n");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void fileThatDefinesNothing_hasANote_forATemplateMayHaveRenderedNothing() {
        Cli run = Cli.runWith("circuits:\n", "validate", "-");

        assertThat(run.out()).isEqualTo("""
                        <stdin>:1:1: note: the file defines no circuit and no signal
                        <stdin>: 0 circuits, no problems, 1 note
                        """);
        assertThat(run.status()).isZero();
    }

    @Test
    void absentFile_isNotHintedAtByItsOwnName() {
        Cli run = Cli.run("validate", "nowhere/examples/mesh.yaml");

        assertThat(run.err())
                .isEqualTo("interlock validate: nowhere/examples/mesh.yaml: there is no such file;"
                        + " name an interlock.yaml, or - for the standard input\n");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void absentFile_withNothingAlikeBesideIt_isNotHintedAtByAnyOther() throws IOException {
        file("mesh.yaml", "circuits: {a: {}}");

        Cli run = Cli.run("validate", folder.resolve("nosuch.yaml").toString());

        assertThat(run.err())
                .doesNotContain("did you mean")
                .endsWith("name an interlock.yaml, or - for the standard input\n");
        assertThat(Cli.run("validate", "nosuch.yaml").err())
                .as("of a name without a folder it is told where it was looked for")
                .endsWith(". It was looked for in " + Path.of("").toAbsolutePath() + "\n");
    }

    @Test
    void absentFile_whoseEndingIsWrong_isHintedAtByTheConfiguration() throws IOException {
        file("mesh.txt", "");
        file("mesh.yaml", "circuits: {a: {}}");

        assertThat(Cli.run("validate", folder.resolve("mesh.yml").toString()).err())
                .endsWith("did you mean " + folder.resolve("mesh.yaml") + "?\n");
    }

    @Test
    void linkToNothing_isToldAsWhatItIs() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("here.yaml"), Path.of("gone.yaml"));

        assertThat(Cli.run("validate", link.toString()).err())
                .isEqualTo("interlock validate: " + link + ": is a link to 'gone.yaml', and there is no such file;"
                        + " mend the link, or name another file\n");
    }

    @Test
    void binaryFile_isAProblemOfItsFirstByte() throws IOException {
        Path file = Files.write(folder.resolve("photo.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1});

        Cli run = Cli.run("validate", file.toString());

        assertThat(run.out()).startsWith(file + ":1:1: the byte 0xFF is not UTF-8; save the file as UTF-8\n");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void absentFile_isWrongUse_andTheOthersAreToldAnyway() throws IOException {
        file("mesh.yaml", "circuits: {a: {}}");
        String absent = folder.resolve("mash.yaml").toString();

        Cli run = Cli.run("validate", absent, MESH);

        assertThat(run.err())
                .isEqualTo("interlock validate: " + absent + ": there is no such file; did you mean "
                        + folder.resolve("mesh.yaml") + "?\n");
        assertThat(run.out()).contains("8 circuits");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void directory_isWrongUse_andAFileInItIsNamed() throws IOException {
        String inside = file("interlock.yaml", "circuits: {a: {}}");

        Cli run = Cli.run("validate", folder.toString());

        assertThat(run.err())
                .isEqualTo("interlock validate: " + folder + ": this is a directory; name a file in it, such as "
                        + inside + "\n");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void wrongArguments_areToldWithTheFix() {
        assertThat(Cli.run("validate").err())
                .isEqualTo("interlock validate: FILE is missing: An interlock.yaml, or - for the standard input."
                        + " See --help\n");
        assertThat(Cli.run("validate", "--strikt", MESH).err())
                .isEqualTo("interlock validate: there is no option '--strikt'; did you mean --strict? See --help\n");
        assertThat(Cli.run("validate", "").err())
                .contains("the name of the file is empty; name a file, or - for the standard input");
        assertThat(Cli.run("validate", "a\0b").err()).contains("cannot be the name of a file");
    }

    @Test
    void readerThatGoes_changesNothingOfTheStatus() throws IOException {
        assertThat(Cli.runUnread("validate", MESH)).isZero();
        assertThat(Cli.runUnread("validate", file("bad.yaml", "circus: {}"))).isEqualTo(1);
    }

    @Test
    void interrupt_whileItWaitsForInput_endsItWith130() throws Exception {
        assumeTrue(CliProcess.canInterrupt(), "no kill here");
        Process waiting = CliProcess.start("validate", "-");
        try {
            assertThat(CliProcess.interrupt(waiting)).isEqualTo(130);
        } finally {
            waiting.destroyForcibly();
        }
    }
}
