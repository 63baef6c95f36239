package dev.interlock.verification.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process without memory: what can be done without any is done. */
class FullHeapTest {

    @Test
    void probe_thatEndsWithoutMemory_leavesItsPlace(@TempDir Path directory) throws Exception {
        String output = Program.outputOf(FullHeap.class, directory, "-Xmx16m", "-XX:+UseSerialGC", "-Xint");

        assertThat(output).contains("died: true, places kept: 0");
    }
}
