package dev.interlock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own. */
public final class CliProcess {

    private static final Path KILL = Path.of("/bin/kill");

    private CliProcess() {}

    /** Starts it, with its complaints in its output. */
    public static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("jdk.module.path", "") + ":" + System.getProperty("java.class.path"),
                "dev.interlock.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Whether {@link #interrupt} can do what it says. */
    public static boolean canInterrupt() {
        return Files.isExecutable(KILL);
    }

    /** Does what Ctrl-C does, and waits for the end; the status, with 130 also where it had to be another signal. */
    public static int interrupt(Process process) throws IOException, InterruptedException {
        // A shell starts jobs in the background deaf to the interrupt, and so is all below them.
        boolean deaf = deafToInterrupts(process.pid());
        Process kill =
                new ProcessBuilder(KILL.toString(), deaf ? "-TERM" : "-INT", Long.toString(process.pid())).start();
        if (kill.waitFor() != 0 || !process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still alive: " + process);
        }
        return deaf && process.exitValue() == 143 ? 130 : process.exitValue();
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
