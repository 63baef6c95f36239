package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.testkit.property.Generator;
import dev.interlock.testkit.property.Property;
import dev.interlock.testkit.property.Shrinkers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Files from the words of the schema and from the examples, changed: what holds for every text holds for them. */
class WildFilesTest {

    private static final int EFFORT = switch (System.getProperty("interlock.proofs", "quick")) {
        case "long" -> 200;
        case "short" -> 20;
        default -> 1;
    };

    private static final List<String> EXAMPLES = List.of(
            Texts.project("examples/mesh.yaml"),
            Texts.project("examples/online-boutique.yaml"),
            Texts.project("interlock-config/src/test/resources/payments.yaml"));

    @Test
    void filesOfTheSchema_areReadOrRefused() {
        holds("a file of the schema's words", 500, 0, WildFiles::ofTheSchema);
    }

    @Test
    void changedExamples_areReadOrRefused() {
        holds("a changed example", 250, 0.05, random -> WildFiles.ofAnExample(random, EXAMPLES));
    }

    @Test
    void bombs_takeBoundedWorkAndMemory() {
        for (String text : bombs()) {
            assertThat(FileCheck.REAL.holdsFor(text))
                    .as(text.substring(0, Math.min(40, text.length())))
                    .isFalse();
        }
    }

    /** Some have to be files, or nothing is shown of what is written; and some have to be none. */
    private static void holds(String name, int tries, double leastFiles, Generator<String> texts) {
        AtomicInteger files = new AtomicInteger();
        Property.named(name).tries(tries * EFFORT).forAll(texts, Shrinkers.none(), text -> {
            files.addAndGet(FileCheck.REAL.holdsFor(text) ? 1 : 0);
        });
        assertThat(files.doubleValue() / (tries * EFFORT)).as("share of files").isBetween(leastFiles, 0.9);
    }

    private static List<String> bombs() {
        List<String> bombs = new ArrayList<>();
        StringBuilder laughs = new StringBuilder("x0: &x0 [a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i < 20; i++) {
            laughs.append("x" + i + ": &x" + i + " [" + ("*x" + (i - 1) + ", ").repeat(9) + "]\n");
        }
        bombs.add(laughs.toString());
        bombs.add("circuits: &c\n  a: *c\n");
        bombs.add("&a [*a]");
        bombs.add("[".repeat(200_000));
        bombs.add("[".repeat(49) + "]".repeat(49));
        bombs.add("{a: ".repeat(60_000));
        bombs.add("a:\n" + deep(3_000));
        bombs.add("circuits: {a: {failureThreshold: " + "9".repeat(200_000) + "}}");
        bombs.add("circuits: {a: {failureRate: 0." + "0".repeat(200_000) + "1}}");
        bombs.add("circuits: {a: {backoffMultiplier: 1e999999999}}");
        bombs.add("circuits: {a: {backoffMultiplier: " + "1".repeat(100_000) + "e-" + "9".repeat(100_000) + "}}");
        bombs.add("circuits: {a: {resetTimeout: " + "1h".repeat(100_000) + "}}");
        bombs.add("circuits: {a: {resetTimeout: P" + "9".repeat(1_000) + "D}}");
        bombs.add("\"" + "\\u0041".repeat(40_000));
        bombs.add("? ".repeat(120_000));
        bombs.add("- ".repeat(120_000));
        bombs.add("a: |\n" + " x\n".repeat(80_000));
        bombs.add("#".repeat(250_000));
        bombs.add("\n".repeat(250_000));
        bombs.add("a".repeat(300_000));
        return bombs;
    }

    private static String deep(int levels) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < levels && text.length() < 250_000; i++) {
            text.append(" ".repeat(i)).append("a:\n");
        }
        return text.toString();
    }

    @Test
    void check_ofAFaultyReaderOrWriter_fails() {
        FileCheck real = FileCheck.REAL;
        fails(new FileCheck(text -> breakOn(text, real), real.writer()), "unexpected");
        fails(new FileCheck(text -> movedBy(text, 0, 1_000, real), real.writer()), "column");
        fails(new FileCheck(text -> movedBy(text, 1_000, 0, real), real.writer()), "line");
        fails(new FileCheck(real.reader(), file -> real.writer().apply(file).replaceFirst("resetTimeout: .*", "")), "");
        fails(new FileCheck(real.reader(), file -> real.writer().apply(file) + "signals: {}\nsignals: {}\n"), "");
    }

    private static void fails(FileCheck faulty, String with) {
        assertThatThrownBy(() -> Property.named("")
                        .tries(2_000)
                        .seed(1)
                        .forAll(
                                (Random random) -> random.nextBoolean()
                                        ? WildFiles.ofTheSchema(random)
                                        : WildFiles.ofAnExample(random, EXAMPLES),
                                Shrinkers.none(),
                                faulty::holdsFor))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(with);
    }

    private static InterlockFile breakOn(String text, FileCheck real) {
        if (text.contains(": ~")) {
            throw new IllegalStateException("unexpected");
        }
        return real.reader().apply(text);
    }

    private static InterlockFile movedBy(String text, int lines, int columns, FileCheck real) {
        try {
            return real.reader().apply(text);
        } catch (ConfigurationFileException refused) {
            throw new ConfigurationFileException(
                    "f",
                    refused.problems().stream()
                            .map(problem -> new Problem(
                                    problem.line() + lines,
                                    problem.column() + columns,
                                    problem.path(),
                                    problem.message()))
                            .toList());
        }
    }
}
