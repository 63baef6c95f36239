package dev.interlock.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java example of README and docs is a region of a test, word for word. */
class DocumentationSnippetsTest {

    private static final List<String> SOURCE = List.of(
            "    void test() {", //
            "        // docs:begin first",
            "        if (up) {",
            "            call();",
            "        }",
            "        // docs:end first",
            "    }");

    @Test
    void javaBlocks_areRegionsOfTests() throws IOException {
        Path root = Repository.root();
        Snippets snippets = new Snippets();
        for (Path source : files(root, ".java")) {
            if (source.toString().contains("/src/test/java/")) {
                String type = source.getFileName().toString().replace(".java", "");
                snippets.addSource(type, Files.readAllLines(source));
            }
        }
        for (Path page : files(root.resolve("docs"), ".md")) {
            snippets.checkPage(root.relativize(page).toString(), Files.readAllLines(page));
        }
        snippets.checkPage("README.md", Files.readAllLines(root.resolve("README.md")));

        assertThat(snippets.problems()).isEmpty();
        assertThat(snippets.compared()).isGreaterThan(25);
    }

    @Test
    void sameBlock_isFine() {
        assertThat(problems("<!-- snippet: T#first -->", "```java", "if (up) {", "    call();", "}", "```"))
                .isEmpty();
    }

    @Test
    void changedBlock_isFound() {
        assertThat(problems("<!-- snippet: T#first -->", "```java", "if (up) {", "    run();", "}", "```"))
                .singleElement()
                .asString()
                .startsWith("page:2: differs from T#first, which is now:\nif (up) {\n    call();");
    }

    @Test
    void missingRegion_isFound() {
        assertThat(problems("<!-- snippet: T#second -->", "```java", "call();", "```"))
                .containsExactly("page:2: there is no region T#second");
    }

    @Test
    void javaBlockWithoutMarker_isFound_howeverItIsWritten() {
        for (String fence : List.of("```java", "  ```java", "``` Java title", "~~~java")) {
            assertThat(problems(fence, "call();", fence.strip().substring(0, 3)))
                    .as(fence)
                    .singleElement()
                    .asString()
                    .startsWith("page:1: no marker");
        }
    }

    @Test
    void markerWithoutBlock_isFound() {
        assertThat(problems("<!-- snippet: T#first -->", "Some text.", "<!-- snippet: T#first -->"))
                .hasSize(2)
                .allMatch(problem -> problem.endsWith("is announced, but no block follows"));
    }

    @Test
    void otherBlock_withoutMarker_isFine() {
        assertThat(problems("```", "mvn verify", "```", "```yaml", "a: 1", "```"))
                .isEmpty();
    }

    @Test
    void brokenRegions_areFound() {
        Snippets snippets = new Snippets();
        snippets.addSource("A", List.of("// docs:begin x"));
        snippets.addSource("B", List.of("// docs:end y"));
        snippets.addSource("C", List.of("// docs:begin z", "// docs:end z", "// docs:begin z", "// docs:end z"));

        assertThat(snippets.problems()).containsExactly("A#x has no end", "B#y has no begin", "C#z is there twice");
    }

    private static List<String> problems(String... page) {
        Snippets snippets = new Snippets();
        snippets.addSource("T", SOURCE);
        snippets.checkPage("page", List.of(page));
        return snippets.problems();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> !path.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
