package dev.interlock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no kill here");
        Process demo = demo("--no-compare", "--duration", "600");
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = new ArrayList<>();
            String line = output.readLine();
            while (line != null && !line.contains("served")) {
                lines.add(line);
                line = output.readLine();
            }
            assertThat(line).as("%s", lines).contains("served");
            // A shell starts jobs in the background deaf to the interrupt, and so is all below them.
            boolean deaf = deafToInterrupts(demo.pid());
            Process kill = new ProcessBuilder("/bin/kill", deaf ? "-TERM" : "-INT", Long.toString(demo.pid())).start();
            assertThat(kill.waitFor()).isZero();

            assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(deaf ? 143 : 130);
            assertThat(output.lines()).contains("Stopped. Nothing is left running.");
            assertThat(demo.descendants()).isEmpty();
        } finally {
            demo.destroyForcibly();
        }
    }

    private static Process demo(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("jdk.module.path", "") + ":" + System.getProperty("java.class.path"),
                "dev.interlock.cli.Main",
                "demo"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static boolean deafToInterrupts(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return false;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("SigIgn:")) {
                return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b10) != 0;
            }
        }
        return false;
    }
}
