package dev.interlock.verification.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trimmed runtime, as jlink makes it: no flight recorder, no java.util.logging. */
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
}
