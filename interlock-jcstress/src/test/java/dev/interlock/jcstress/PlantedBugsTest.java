package dev.interlock.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.jcstress.Harness.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stress finds what it is there to find. */
class PlantedBugsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, PlantedBug.SPLIT})
    void bugs_planted_areFoundByTheirStress(int batch) throws Exception {
        List<PlantedBug> bugs = Arrays.stream(PlantedBug.values())
                .filter(bug -> bug.batch == batch)
                .toList();
        List<Class<?>> stress =
                bugs.stream().flatMap(bug -> bug.foundBy.stream()).toList();
        Path folder = Harness.folder("planted-" + batch);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        FaultyCore.compile(bugs, classes);

        Run run = Harness.run(folder, List.of(classes), stress, batch == PlantedBug.SPLIT);

        List<String> missed = new ArrayList<>();
        for (PlantedBug bug : bugs) {
            for (Class<?> each : bug.foundBy) {
                if (!run.foundBy(each)) {
                    missed.add(bug + " by " + each.getSimpleName());
                }
            }
        }
        assertThat(missed).as("see " + folder.resolve("output.txt")).isEmpty();
    }
}
