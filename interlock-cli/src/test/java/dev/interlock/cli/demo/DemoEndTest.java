package dev.interlock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.cli.CliProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** How a run ends before its time. */
@Execution(ExecutionMode.CONCURRENT)
class DemoEndTest {

    @Test
    void readerThatGoes_endsTheRunQuietly() {
        OutputStream closedPipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        PrintStream out = new PrintStream(closedPipe, true, StandardCharsets.UTF_8);

        // Far below the 600 s that the run would take.
        int status = assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> new CommandLine(new DemoCommand(out)).execute("--duration", "600", "--no-compare"));

        assertThat(status).isZero();
    }

    @Test
    void interrupt_fromTheKeyboard_endsTheProcessAndLeavesNothing() throws Exception {
        assumeTrue(CliProcess.canInterrupt(), "no kill here");
        Process demo = CliProcess.start("demo", "--no-compare", "--duration", "600");
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = new ArrayList<>();
            String line = output.readLine();
            while (line != null && !line.contains("served")) {
                lines.add(line);
                line = output.readLine();
            }
            assertThat(line).as("%s", lines).contains("served");
            assertThat(CliProcess.interrupt(demo)).isEqualTo(130);
            assertThat(output.lines()).contains("Stopped. Nothing is left running.");
            assertThat(demo.descendants()).isEmpty();
        } finally {
            demo.destroyForcibly();
        }
    }
}
