package dev.interlock.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/verification.md: every invariant has its row, and every test that is named is there. */
class VerificationTableTest {

    private static final Pattern TEST_NAME = Pattern.compile("`([A-Z][A-Za-z]*(?:Test|Stress))`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([SL]\\d+) \\|");

    private final Path repository = Repository.root();
    private final String page = read(repository.resolve("docs/verification.md"));

    @Test
    void rows_ofAllInvariants_areThereInOrder() {
        List<String> expected = Stream.concat(
                        IntStream.rangeClosed(1, 15).mapToObj(number -> "S" + number),
                        IntStream.rangeClosed(1, 5).mapToObj(number -> "L" + number))
                .toList();
        assertThat(ROW.matcher(page).results().map(found -> found.group(1)).toList())
                .isEqualTo(expected);
    }

    @Test
    void tests_named_exist() throws IOException {
        Set<String> named = TEST_NAME
                .matcher(page + read(repository.resolve("docs/asks.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(testSources()).containsAll(named);
    }

    private Set<String> testSources() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> modules = Files.walk(repository, 2)) {
            for (Path module : modules.filter(each -> Files.isDirectory(each.resolve("src/test/java")))
                    .toList()) {
                try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".java"))
                            .forEach(file -> names.add(file.substring(0, file.length() - ".java".length())));
                }
            }
        }
        return names;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
