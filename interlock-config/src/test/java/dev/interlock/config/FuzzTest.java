package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.testkit.property.Generator;
import dev.interlock.testkit.property.Property;
import dev.interlock.testkit.property.Shrinkers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever the text: a file or the declared exception, messages that a log can take, and bounded work. */
class FuzzTest {

    private static final List<String> PIECES = List.of(
            "\t",
            "\n",
            "\r",
            ":",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "!x ",
            "!!str ",
            "|",
            ">",
            "'",
            "\"",
            "\\x07",
            "\"\\e[2J\"",
            "\"\\u202E\"",
            "\"\\UFFFFFFFF\"",
            "<<: ",
            "? ",
            "%YAML 9.9\n",
            "---\n",
            "...\n",
            "~",
            "#",
            "\u0000",
            "\u0085",
            "\u2028",
            "\uD800",
            "\uFEFF",
            "😀",
            "99999999999999999999",
            "1e999",
            ".nan",
            "P",
            "PT",
            "%",
            "0x1F",
            "true",
            "dependsOn: ",
            "template: ",
            "circuits:\n",
            "a",
            "`",
            "@",
            ",");

    @Test
    void mutatedFiles_giveAFileOrTheDeclaredException() {
        Generator<String> mutants = random -> mutate(GeneratedFiles.generate(random), random);
        Property.named("a file or the declared exception")
                .tries(1_000)
                .seed(20261125)
                .forAll(mutants, Shrinkers.none(), FuzzTest::check);
    }

    @Test
    void noise_givesTheDeclaredException() {
        Generator<String> noise = random -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            return text.toString();
        };
        Property.named("noise").tries(1_000).seed(20261126).forAll(noise, Shrinkers.none(), FuzzTest::check);
    }

    @Test
    void hostileFiles_takeBoundedWork() {
        String names = repeat("n", 9_000, i -> "n" + i + ",");
        List<String> hostile = List.of(
                "circuits: {" + repeat("", 7_000, i -> "c" + i + ": {x: 1},") + "}",
                "circuits: {" + repeat("", 2_500, i -> "c" + i + ": {dependsOn: d" + i + "},") + "}",
                "circuits: {" + repeat("", 2_500, i -> "c" + i + ": {dependsOn: c" + (i + 1) % 2_500 + "},") + "}",
                "templates: {t: {recoveryGuards: [" + names + "]}}\ncircuits: {"
                        + repeat("", 900, i -> "c" + i + ": {template: t},") + "}",
                "templates: {" + repeat("", 2_000, i -> "t" + i + ": {template: t" + (i + 1) + "},") + "}",
                "circuits: {a: {dependsOn: [" + names + "]}}",
                "circuits: {a: &a {dependsOn: [" + names + "]}, " + repeat("", 45, i -> "b" + i + ": *a,") + "}",
                "x".repeat(64 * 1024),
                "- ".repeat(32 * 1024),
                "{".repeat(64 * 1024),
                "circuits: {a: {resetTimeout: " + "9".repeat(60_000) + "s, failureThreshold: " + "9".repeat(3_000)
                        + "}}",
                "? ".repeat(30_000),
                "\n: ".repeat(20_000),
                "a: \"" + "\\n".repeat(30_000) + "\"");
        for (String text : hostile) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> InterlockFile.parse("f", text)).isInstanceOf(ConfigurationFileException.class);
            // Generous: it is about seconds against hours, on a machine that does other work.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(text.substring(0, 60))
                    .isLessThan(Duration.ofSeconds(5));
            check(text);
        }
    }

    private static String repeat(String prefix, int times, java.util.function.IntFunction<String> part) {
        StringBuilder text = new StringBuilder(prefix.isEmpty() ? "" : prefix + ",");
        for (int i = 0; i < times; i++) {
            text.append(part.apply(i));
        }
        return text.toString();
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(mutant.length() + 1);
            int end = Math.min(mutant.length(), at + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> mutant.delete(at, end);
                case 1 -> mutant.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> mutant.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                default -> mutant.insert(at, mutant.substring(at, end));
            }
        }
        return mutant.toString();
    }

    private static void check(String text) {
        try {
            Supplier<InterlockFile> file = () -> InterlockFile.parse("f", text);
            assertThat(file.get()).isNotNull();
        } catch (ConfigurationFileException refused) {
            assertThat(refused.problems()).isNotEmpty().isSortedAccordingTo((one, other) -> one.line() - other.line());
            int lines = (int) text.lines().count() + 1;
            for (Problem problem : refused.problems()) {
                assertThat(problem.describe("f"))
                        .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\u0085\\u2028\\u2029\\ud800]");
                assertThat(problem.line())
                        .isBetween(1, Math.max(lines, text.split("\r\n|[\n\r\u0085\u2028\u2029]", -1).length));
                assertThat(problem.column()).isPositive();
            }
        }
    }
}
