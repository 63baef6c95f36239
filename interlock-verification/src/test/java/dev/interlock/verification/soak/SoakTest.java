package dev.interlock.verification.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.planted.FaultyLoader;
import dev.interlock.verification.planted.PlantedFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything at once, for long: S1, S2, S4, S6, S7, S9, S10, S12, S13, and a heap that does not grow. */
@EnabledIfSystemProperty(
        named = "interlock.proofs",
        matches = "short|long",
        disabledReason = "it is good for nothing in a second")
@SuppressWarnings("StringConcatToTextBlock") // the texts are code, line by line
class SoakTest {

    private static final int THREADS = 4;

    /** What may be in use at the end that was not when everything was warm. */
    private static final long BOUND = 2L << 20;

    private static long seconds() {
        boolean isLong = System.getProperty("interlock.proofs", "").equals("long");
        return Long.getLong("interlock.soak.seconds", isLong ? 600 : 10);
    }

    @Test
    void everythingAtOnce_forLong_keepsWhatIsPromisedAndItsHeap() throws Exception {
        long seed = Long.getLong("interlock.seed", System.nanoTime());

        Soak.Report report = Soak.run(Duration.ofSeconds(seconds()), THREADS, seed);

        System.out.println("soak of seed " + seed + ": " + report);
        assertThat(report.problems()).as("seed " + seed).isEmpty();
        assertThat(report.heapGrowth()).as("heap: " + report.heap()).isLessThan(BOUND);
        assertThat(report.calls()).isPositive();
        assertThat(report.transitions()).isPositive();
    }

    /** Races have a wide gap here: a soak draws what it does from everything, and narrow ones are for jcstress and Lincheck. */
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "S1",
                        new PlantedFault(
                                "Episode.tryEnter",
                                "if (word.compareAndSet(now, now + 1))",
                                "Thread.yield();\nword.set(now + 1);\nif (now >= 0)")),
                Arguments.of(
                        "S2",
                        new PlantedFault(
                                "Commits.transition",
                                "StateMachine.isGuarded(event)",
                                "StateMachine.isGuarded(event) && graph.version() % 4 != 0")),
                Arguments.of(
                        "S4",
                        new PlantedFault(
                                "GraphRoot.publish",
                                "return CURRENT.compareAndSet(this, expected, next)",
                                "if (current != expected) {\nreturn false;\n}\nThread.yield();\ncurrent = next;\nreturn true")),
                Arguments.of(
                        "S6",
                        new PlantedFault(
                                "Transitions.enter",
                                "before.countsAsOpen() != after.countsAsOpen()",
                                "before.countsAsOpen() != after.countsAsOpen() && (to.isOpen() || after.epoch() % 64 != 0)")),
                Arguments.of(
                        "S10",
                        new PlantedFault(
                                "Recorder.failed",
                                "ends.failures.increment()",
                                "long seen = ends.failures.sum();\nThread.yield();\nends.failures.reset();\nends.failures.add(seen + 1)")),
                Arguments.of(
                        "S12",
                        new PlantedFault(
                                "StateMachine.decide",
                                "state == State.OPEN",
                                "state == State.OPEN || state == State.FORCED_OPEN")));
    }

    /** It ends when it is found; a busy machine may take long to bring two threads together. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void fault_planted_isFoundBySoaking(String invariant, PlantedFault fault, @TempDir Path classes) throws Exception {
        List<String> words = soak(fault, classes, 180_000);

        assertThat(words).anySatisfy(word -> assertThat(word).contains(invariant));
    }

    /** Every graph that was ever published stays. */
    @Test
    void leak_planted_isFoundInTheHeap(@TempDir Path classes) throws Exception {
        PlantedFault leak = new PlantedFault(
                "GraphRoot.publish",
                "return CURRENT.compareAndSet(this, expected, next);",
                "kept.add(expected);\nreturn CURRENT.compareAndSet(this, expected, next);\n}\n\nprivate final java.util.Queue<Graph> kept = new java.util.concurrent.ConcurrentLinkedQueue<>();\n\nvoid nothing() {");

        List<String> words = soak(leak, classes, 5_000);

        assertThat(Long.parseLong(words.get(words.size() - 1))).isGreaterThan(2 * BOUND);
    }

    @SuppressWarnings("unchecked")
    private static List<String> soak(PlantedFault fault, Path classes, long millis) throws Exception {
        PlantedFault.compile(List.of(fault), classes);
        try (FaultyLoader loader = new FaultyLoader(classes)) {
            return (List<String>) loader.loadClass(Soak.class.getName())
                    .getMethod("inWords", long.class, int.class, long.class)
                    .invoke(null, millis, THREADS, 1L);
        }
    }
}
