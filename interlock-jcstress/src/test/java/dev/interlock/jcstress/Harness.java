package dev.interlock.jcstress;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs jcstress in a process of its own: it forks, and hands its own class path on. */
final class Harness {

    private Harness() {}

    /** What came of a run. */
    record Run(int exitCode, String output) {

        /** Whether an outcome of this class came up that must not. */
        boolean foundBy(Class<?> stress) {
            return output.lines()
                    .anyMatch(line ->
                            line.startsWith(stress.getName() + " ") && line.contains("Observed forbidden state"));
        }
    }

    /**
     * How long: in the run of some minutes one choice of JVM options, in the long one all that there are.
     *
     * @param split whether one side is also compiled otherwise than the other, which takes nine times as long: what takes one side a
     *              few nanoseconds must sometimes take it longer to be seen
     */
    private static List<String> effort(boolean split) {
        return isLong()
                ? List.of("-m", "default", "-f", "1")
                : List.of(("-jvmArgs -Xmx256m -m quick -f 1 -af NONE -iters 2 -time 200 -sc " + split).split(" "));
    }

    /** Whether this is the run of half an hour, and not the one of some minutes, most of which is starting JVMs. */
    static boolean isLong() {
        return System.getProperty("interlock.proofs", "short").equals("long");
    }

    /** An empty folder of this name for what a run leaves. */
    static Path folder(String name) throws IOException {
        Path folder = Path.of("target", "jcstress", name).toAbsolutePath();
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path each :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /** Runs stress classes; classes in {@code front} win over those of the core. */
    static Run run(Path folder, List<Path> front, List<Class<?>> stress, boolean split)
            throws IOException, InterruptedException {
        List<String> path = new ArrayList<>();
        front.forEach(each -> path.add(each.toString()));
        path.add(System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, path),
                "org.openjdk.jcstress.Main"));
        command.addAll(effort(split));
        command.addAll(List.of("-r", folder.toString(), "-t", names(stress)));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(50, TimeUnit.MINUTES)) {
                throw new IllegalStateException("jcstress did not end, see " + output);
            }
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private static String names(List<Class<?>> stress) {
        return String.join(
                "|",
                stress.stream()
                        .map(each -> "^" + Pattern.quote(each.getName()) + "$")
                        .toList());
    }
}
