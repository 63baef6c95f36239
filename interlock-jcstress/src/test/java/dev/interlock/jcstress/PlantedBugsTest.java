package dev.interlock.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.jcstress.Harness.Run;
import dev.interlock.verification.planted.PlantedFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The stress finds what it is there to find. */
class PlantedBugsTest {

    private static final int ATTEMPTS = 5;

    /** In the short run those that bring the most stress for the least time: each is a window, an episode, a permit, a graph, a queue. */
    static IntStream batches() {
        return Harness.isLong() ? IntStream.rangeClosed(1, PlantedBug.SPLIT) : IntStream.of(1, 5);
    }

    @ParameterizedTest
    @EnumSource
    void bug_ofAnyBatch_isAboutTheSourceAsItIs(PlantedBug bug, @TempDir Path classes) {
        PlantedFault.compile(bug.pieces, classes);
    }

    @ParameterizedTest
    @MethodSource("batches")
    void bugs_planted_areFoundByTheirStress(int batch) throws Exception {
        List<PlantedBug> bugs = Arrays.stream(PlantedBug.values())
                .filter(bug -> bug.batch == batch)
                .toList();
        Path classes =
                Files.createDirectories(Harness.folder("planted-" + batch).resolve("classes"));
        PlantedFault.compile(bugs.stream().flatMap(bug -> bug.pieces.stream()).toList(), classes);

        // Whether two threads meet is chance, so what was missed is looked for again; a stress that is no good misses
        // it each time.
        Set<Class<?>> missed =
                bugs.stream().flatMap(bug -> bug.foundBy.stream()).collect(Collectors.toCollection(LinkedHashSet::new));
        for (int attempt = 1; attempt <= ATTEMPTS && !missed.isEmpty(); attempt++) {
            Path folder = Harness.folder("planted-" + batch + "-" + attempt);
            Run run = Harness.run(folder, List.of(classes), List.copyOf(missed), batch == PlantedBug.SPLIT);
            missed.removeIf(run::foundBy);
        }

        assertThat(missed)
                .as("stress that did not find its bug, see target/jcstress")
                .isEmpty();
    }
}
