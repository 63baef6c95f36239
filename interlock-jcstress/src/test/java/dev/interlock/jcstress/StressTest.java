package dev.interlock.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.window.RollAtBucketEndStress;
import dev.interlock.jcstress.Harness.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The core as it is keeps its promises: no outcome comes up that must not, in any stress class. */
class StressTest {

    @Test
    void stressClasses_onTheRealCore_showNoForbiddenOutcome() throws Exception {
        List<Class<?>> stress = new ArrayList<>(Arrays.stream(PlantedBug.values())
                .flatMap(bug -> bug.foundBy.stream())
                .distinct()
                .toList());
        Path folder = Harness.folder("real");
        List<Class<?>> all = new ArrayList<>(stress);
        all.add(RollAtBucketEndStress.class); // only runs where there are three processors

        Run run = Harness.run(folder, List.of(), all, false);

        assertThat(run.exitCode()).as("see " + folder.resolve("output.txt")).isZero();
        assertThat(run.output()).contains("Failed tests: No matches.").contains("Error tests: No matches.");
        // Passed tests are only counted: that all of them ran is told by their number.
        assertThat(run.output())
                .containsPattern("All remaining tests: (" + stress.size() + "|" + all.size() + ") matching");
    }
}
