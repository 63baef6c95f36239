package dev.interlock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.text.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** One run of the demo in this process, on real sockets, and what its last line says. */
@SuppressWarnings("unchecked")
final class DemoRun {

    private final int status;
    private final List<String> lines;
    private final Map<String, Object> json;

    private DemoRun(int status, String output) {
        this.status = status;
        this.lines = output.lines().toList();
        assertThat(lines).isNotEmpty();
        this.json = JsonReader.object(lines.get(lines.size() - 1));
    }

    static DemoRun of(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int status = new CommandLine(new DemoCommand(out)).execute(all.toArray(String[]::new));
        return new DemoRun(status, bytes.toString(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    /** All lines but the JSON. */
    List<String> lines() {
        return lines.subList(0, lines.size() - 1);
    }

    Map<String, Object> json() {
        return json;
    }

    Map<String, Object> comparison() {
        return (Map<String, Object>) json.get("comparison");
    }

    double targetWait() {
        return (Double) json.get("targetWaitSeconds");
    }

    List<String> opened() {
        return (List<String>) summary().get("opened");
    }

    Map<String, List<String>> blocked() {
        return (Map<String, List<String>>) summary().get("blocked");
    }

    Map<String, Double> recoverySeconds() {
        return (Map<String, Double>) summary().get("recoverySeconds");
    }

    double number(String field) {
        return (Double) summary().get(field);
    }

    Map<String, Object> summary() {
        return (Map<String, Object>) json.get("summary");
    }

    /** Every service answered within the wait of the slowest target and a second. */
    void assertBackInTime() {
        assertThat(status).isZero();
        assertThat(recoverySeconds())
                .allSatisfy((service, seconds) -> assertThat(seconds)
                        .as("recovery of %s; %s", service, lines)
                        .isNotNull()
                        .isBetween(0.0, targetWait() + 1.0));
    }
}
