package dev.interlock.verification.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trimmed runtime, as jlink makes it: no flight recorder, no java.util.logging. And a whole one, in which nobody uses them. */
class BareRuntimeTest {

    @Test
    void runtimeOfTheBaseModuleAlone_doesAllButRecording_andAnOpenCircuitKeepsNoProcess(@TempDir Path directory)
            throws Exception {
        String output = Program.outputOf(BareRuntime.class, directory, "--limit-modules", "java.base");

        assertThat(output)
                .contains("failed: down")
                .contains("flight recorder: false", "logging: false", "listener failed: true")
                .contains("'db' is OPEN");
    }

    /** Loading it takes long, and it would be the thread of the first call that opens a circuit. */
    @Test
    void runtimeInWhichNobodyRecords_doesNotLoadTheFlightRecorder(@TempDir Path directory) throws Exception {
        String output = Program.outputOf(BareRuntime.class, directory, "-Xlog:class+load");

        assertThat(output).contains("flight recorder: true", "'db' is OPEN");
        assertThat(output.lines().filter(line -> line.contains("jdk.jfr.internal.")))
                .isEmpty();
    }
}
