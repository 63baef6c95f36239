package dev.interlock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.demo.guard.Protections;
import dev.interlock.cli.demo.mesh.Mesh;
import dev.interlock.cli.demo.mesh.Outage;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.out.Report;
import dev.interlock.cli.demo.out.ReportJson;
import dev.interlock.cli.demo.run.LegResult;
import dev.interlock.cli.text.JsonReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/demo.md} tells every option and every field, and no other. */
class DocsTest {

    private static final Path DOCS = Path.of("..", "docs");

    private static String part(String name) throws IOException {
        String page = Files.readString(DOCS.resolve("demo.md"));
        int from = page.indexOf("<!-- " + name + " -->\n") + name.length() + 10;
        return page.substring(from, page.indexOf("<!-- end -->", from));
    }

    @Test
    void options_areTheCommandLines() throws IOException {
        StringBuilder table = new StringBuilder("| option | |\n|---|---|\n");
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        CommandLine command = new CommandLine(new DemoCommand(nowhere));
        for (OptionSpec option : command.getCommandSpec().options()) {
            String description = String.join(" ", option.description())
                    .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()));
            String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            table.append("| `" + option.longestName() + value + "` | " + description + " |\n");
        }

        assertThat(part("options")).as("put this table there:%n%s", table).isEqualTo(table.toString());
    }

    @Test
    @SuppressWarnings("unchecked")
    void jsonFields_areThoseOfARun() throws IOException {
        Mesh mesh = Mesh.read(Optional.empty());
        Script script = new Script(Outage.HANG, List.of("consul"), 5, 10, 21, 5, 0.1, 1);
        LegResult leg = new LegResult(Protections.INTERLOCK, List.of(), Map.of(), 0, List.of(), List.of(), Map.of());
        Map<String, Object> json = JsonReader.object(ReportJson.write(new Report(mesh, script, List.of(leg, leg))));
        List<String> fields = new ArrayList<>(json.keySet());
        ((Map<String, Object>) json.get("summary")).keySet().forEach(key -> fields.add("summary." + key));

        List<String> documented = new ArrayList<>();
        Matcher rows =
                Pattern.compile("^\\| `([\\w.]+)` \\|", Pattern.MULTILINE).matcher(part("json"));
        while (rows.find()) {
            documented.add(rows.group(1));
        }
        assertThat(documented).containsExactlyElementsOf(fields);
    }

    /** The page, the JSON and the picture come from one run, and nobody improved them since. */
    @Test
    @SuppressWarnings("unchecked")
    void recordedRun_saysTheSameEverywhere() throws IOException {
        DemoRecord record = new DemoRecord(JsonReader.object(
                Files.readString(DOCS.resolve("demo-run.json")).strip()));
        String page = Files.readString(DOCS.resolve("demo-run.md"));
        String picture = Files.readString(DOCS.resolve("images").resolve("outage.svg"));

        for (String figure : List.of("served", "refused", "failed")) {
            assertThat(page)
                    .contains("| requests " + figure + " | " + record.theirs(figure) + " | " + record.ours(figure)
                            + " |");
        }
        assertThat(page).contains("| circuits opened | " + record.theirOpened() + " | " + record.ourOpened() + " |");
        assertThat(picture)
                .contains("Resilience4j: " + record.theirOpened() + " circuits opened")
                .contains("Interlock: " + record.ourOpened() + " circuit opened");
    }

    /** The figures of a run's JSON, ours and theirs. */
    @SuppressWarnings("unchecked")
    private record DemoRecord(Map<String, Object> json) {

        private Map<String, Object> summary() {
            return (Map<String, Object>) json.get("summary");
        }

        private Map<String, Object> comparison() {
            return (Map<String, Object>) ((Map<String, Object>) json.get("comparison")).get("summary");
        }

        long ours(String field) {
            return ((Double) summary().get(field)).longValue();
        }

        long theirs(String field) {
            return ((Double) comparison().get(field)).longValue();
        }

        int ourOpened() {
            return ((List<String>) summary().get("opened")).size();
        }

        int theirOpened() {
            return ((List<String>) comparison().get("opened")).size();
        }
    }
}
