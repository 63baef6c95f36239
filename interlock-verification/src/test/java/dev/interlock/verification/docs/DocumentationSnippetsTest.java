package dev.interlock.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java example of README and docs is a region of a test, word for word. */
class DocumentationSnippetsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern MARKER = Pattern.compile("<!-- snippet: (\\w+)#([\\w-]+) -->");
    private static final Pattern REGION = Pattern.compile("// docs:(begin|end) ([\\w-]+)");

    @Test
    void javaBlocks_areRegionsOfTests() throws IOException {
        Map<String, String> regions = regions();
        List<String> problems = new ArrayList<>();
        int blocks = 0;
        for (Path page : pages()) {
            List<String> lines = Files.readAllLines(page);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).equals("```java")) {
                    blocks++;
                    check(page, lines, i, regions, problems);
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(blocks).isGreaterThan(15);
    }

    private static void check(
            Path page, List<String> lines, int start, Map<String, String> regions, List<String> problems) {
        String place = ROOT.relativize(page) + ":" + (start + 1);
        Matcher marker = MARKER.matcher(start == 0 ? "" : lines.get(start - 1));
        if (!marker.matches()) {
            problems.add(place + ": no marker '<!-- snippet: Test#region -->' above the block");
            return;
        }
        String name = marker.group(1) + "#" + marker.group(2);
        int end = start + 1;
        while (!lines.get(end).equals("```")) {
            end++;
        }
        String block = String.join("\n", lines.subList(start + 1, end));
        String region = regions.get(name);
        if (region == null) {
            problems.add(place + ": there is no region " + name);
        } else if (!region.equals(block)) {
            problems.add(place + ": differs from " + name + ", which is now:\n" + region);
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(path -> path.toString().endsWith(".md")))
                    .toList();
        }
    }

    private static Map<String, String> regions() throws IOException {
        Map<String, String> regions = new HashMap<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                String type = source.getFileName().toString().replace(".java", "");
                Map<String, List<String>> open = new HashMap<>();
                for (String line : Files.readAllLines(source)) {
                    Matcher region = REGION.matcher(line.strip());
                    if (region.matches() && region.group(1).equals("begin")) {
                        open.put(region.group(2), new ArrayList<>());
                    } else if (region.matches()) {
                        List<String> body = open.remove(region.group(2));
                        assertThat(body)
                                .as("begin of " + region.group(2) + " in " + source)
                                .isNotNull();
                        regions.put(
                                type + "#" + region.group(2),
                                String.join("\n", body).stripIndent());
                    } else {
                        open.values().forEach(body -> body.add(line));
                    }
                }
                assertThat(open).as("regions without an end in " + source).isEmpty();
            }
        }
        return regions;
    }
}
