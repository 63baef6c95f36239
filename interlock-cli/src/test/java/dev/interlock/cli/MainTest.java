package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void help_fitsEightyColumns() {
        assertThat(run("--help")).isZero();
        assertThat(run("demo", "--help")).isZero();

        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).contains("Usage: interlock demo", "--json", "Ctrl-C");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void noArguments_showTheHelp() {
        assertThat(run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Interlock:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --ratte 5 | there is no option '--ratte'; did you mean --rate? See --help",
                "demo --rate fast | --rate 'fast' is not a number from 0.5 to 100.0",
                "demo --rate NaN | --rate 'NaN' is not a number from 0.5 to 100.0",
                "demo --scale | --scale needs a number from 0.01 to 1.0 after it",
                "demo --duration 5 | --duration 5.0 is too short: the outage ends after 11.0 s, consul waits 2.0 s; give at least 14.0",
                "demo --scale 1 --duration 20 | --duration 20.0 is too short: the outage ends after 11.0 s, consul waits 10.0 s; give at least 22.0"
            })
    void badOption_namesOptionValueRuleAndFix(String arguments, String message) {
        assertThat(run(arguments.strip().split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo("interlock demo: " + message.strip());
    }

    @Test
    void unknownCommand_namesTheOnesThereAre() {
        assertThat(run("demos")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("there is no command 'demos'; the commands are: demo");
    }
}
