package dev.interlock.verification.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Interlock;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of these tests in a process of its own, with the core and nothing else. */
final class Program {

    private Program() {}

    /** Runs it to its end, which has to come by itself and to be a good one; returns what it wrote. */
    static String outputOf(Class<?> program, Path directory, String... options)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp", classesOf(Interlock.class) + File.pathSeparator + classesOf(program), program.getName()));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = false;
        try {
            ended = process.waitFor(150, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("ends by itself, after%n%s", text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static Path classesOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
