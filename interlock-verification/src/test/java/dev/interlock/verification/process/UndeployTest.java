package dev.interlock.verification.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that close their interlock can be undeployed: threads of the container that called them hold nothing of them. */
class UndeployTest {

    @Test
    void applicationsThatCloseTheirInterlock_areCollected(@TempDir Path directory) throws Exception {
        String output = Program.outputOf(
                Redeployments.class,
                directory,
                "-XX:SoftRefLRUPolicyMSPerMB=0"); // the JDK's own caches are soft, and would be cleared when memory is
        // short

        assertThat(output).contains("gone: 4 of 4");
    }
}
