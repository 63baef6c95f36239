package dev.interlock.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.cli.Cli;
import dev.interlock.cli.text.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/command-line.md} shows is what the commands write, and it tells every field of their JSON. */
class CommandLineDocsTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OUTPUT = Pattern.compile("```\n\\$ \\./interlock ([^\n]*)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("^\\| `([\\w.]+)` \\|", Pattern.MULTILINE);

    /** Where the files are that the page names, from here. */
    private final Map<String, String> paths = new HashMap<>();

    @TempDir
    Path folder;

    private String page = "";

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(DOCS.resolve("command-line.md"));
        for (String example : List.of("mesh.yaml", "online-boutique.yaml")) {
            paths.put("examples/" + example, Path.of("..", "examples", example).toString());
        }
        Matcher files = FILE.matcher(page);
        while (files.find()) {
            Path file = Files.writeString(folder.resolve(files.group(1)), files.group(2));
            paths.put(files.group(1), file.toString());
        }
    }

    private Cli run(String commandLine) {
        List<String> arguments = new ArrayList<>();
        for (String word : commandLine.split(" ", -1)) {
            arguments.add(paths.getOrDefault(word, word));
        }
        return Cli.run(arguments.toArray(String[]::new));
    }

    @Test
    void outputs_areThoseOfTheCommandsAboveThem() {
        int commands = 0;
        Matcher outputs = OUTPUT.matcher(page);
        while (outputs.find()) {
            String written = run(outputs.group(1)).out();
            for (Map.Entry<String, String> path : paths.entrySet()) {
                written = written.replace(path.getValue(), path.getKey());
            }
            assertThat(outputs.group(2)).as(outputs.group(1)).isEqualTo(written);
            commands++;
        }
        assertThat(commands).isGreaterThanOrEqualTo(6);
    }

    @Test
    void picture_isTheOneOfTheMesh() {
        assertThat(DOCS.resolve("images").resolve("mesh.svg"))
                .content()
                .as("./interlock graph examples/mesh.yaml --out docs/images/mesh.svg")
                .isEqualTo(run("graph --format svg examples/mesh.yaml").out());
    }

    @Test
    void jsonFields_areToldAll_andNoOther() {
        String validate = run("validate --json odd.yaml").out().strip();
        String plan = run("plan --json odd.yaml").out().strip();

        assertThat(told("validate")).containsExactlyElementsOf(fields(JsonReader.object(validate), "files"));
        assertThat(told("plan")).containsExactlyElementsOf(fields(JsonReader.object(plan), "outages", "longWaits"));
    }

    private List<String> told(String command) {
        int from = page.indexOf("<!-- json: " + command + " -->");
        Matcher rows = FIELD.matcher(page.substring(from, page.indexOf("<!-- end -->", from)));
        List<String> told = new ArrayList<>();
        while (rows.find()) {
            told.add(rows.group(1));
        }
        return told;
    }

    @SuppressWarnings("unchecked")
    private static List<String> fields(Map<String, Object> json, String... lists) {
        List<String> fields = new ArrayList<>(json.keySet());
        for (String list : lists) {
            ((List<Map<String, Object>>) json.get(list)).get(0).keySet().forEach(key -> fields.add(list + "." + key));
        }
        return fields;
    }
}
