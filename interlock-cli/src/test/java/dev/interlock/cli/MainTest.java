package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void help_fitsEightyColumns_andSaysWhatTheDemoDoes() {
        assertThat(run("--help")).isZero();
        assertThat(run("help", "demo")).isZero();
        assertThat(run("demo", "--help")).isZero();

        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains(
                        "Usage: interlock demo",
                        "first with Resilience4j",
                        "fails at 5 s, works again at 15 s",
                        "Examples:",
                        "--outage=HOW",
                        "Default: refuse.",
                        "Ctrl-C");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "graph", "plan"})
    void help_ofACommandOnFiles_fitsEightyColumns_andHasExamplesAndStatus(String command) {
        assertThat(run(command, "--help")).isZero();

        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains(
                        "Usage: interlock " + command, "Examples:\n  interlock " + command + " examples/", "Status: 0");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void noArguments_showTheHelp() {
        assertThat(run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Interlock:")
                .contains("demo", "validate", "graph", "plan");
    }

    @Test
    void version_isOneLine() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).startsWith("interlock ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--ratte 5 | there is no option '--ratte'; did you mean --rate? See --help",
                "--outages=hang | there is no option '--outages'; did you mean --outage? See --help",
                "consul | 'consul' is not an option; options begin with --. See --help",
                "--rate fast | --rate 'fast' is not a number from 0.5 to 100.0",
                "--rate NaN | --rate 'NaN' is not a number from 0.5 to 100.0",
                "--seed 1.5 | --seed '1.5' is not a whole number",
                "--outage hangs | --outage 'hangs' is not one of refuse, hang, slow, errors; did you mean hang?",
                "--color blue | --color 'blue' is not one of auto, always, never",
                "--target consol | --target: there is no circuit 'consol'; did you mean consul?",
                "--target autn | --target: there is no circuit 'autn'; did you mean auth_service?",
                "--target con | --target: 'con' can be consul or config_service; type more of the name",
                "--topology none.yaml | --topology none.yaml: there is no such file; name one with circuits, or leave it out",
                "--topology . | --topology . is a directory; name a file in it",
                "--picture . | --picture '.' is a folder; name a file",
                "--nope | there is no option '--nope'; the options are: --outage --target --topology --at --for --duration --rate --scale --seed --compare --no-compare --uncoordinated --json --color --picture --page --help. See --help",
                "--at 11m | --at '11m' is not from 1.0 to 600.0 s",
                "--for 1.5s | --for '1.5s' is not a number from 0.5 to 600.0, nor a duration such as 30s",
                "--duration 5s | --duration 5.0 is too short: the outage ends after 15.0 s, consul waits 1.0 s; give at least 17.0",
                "--compare --uncoordinated | --compare, --no-compare and --uncoordinated exclude each other; give one of them",
                "--rate 5 --rate 6 | --rate is given twice; give it once",
                "--duration 5 | --duration 5.0 is too short: the outage ends after 15.0 s, consul waits 1.0 s; give at least 17.0",
                "--scale 1 --duration 20 | --duration 20.0 is too short: the outage ends after 15.0 s, consul waits 10.0 s; give at least 26.0"
            })
    void badOption_namesOptionValueRuleAndFix(String arguments, String message) {
        assertThat(run(("demo " + arguments.strip()).split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo("interlock demo: " + message.strip());
        assertThat(out.size()).isZero();
    }

    @Test
    void optionWithoutValue_saysWhatIsMissing() {
        assertThat(run("demo", "--scale")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(
                        "interlock demo: --scale needs a value after it: Multiplies the times in the file, 0.01 to 1.");
    }

    @Test
    void unknownCommand_namesTheOnesThereAre() {
        assertThat(run("demos")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("there is no command 'demos'; the commands are: demo, graph, help, plan, simulate, validate;"
                        + " did you mean demo? See --help");
    }
}
