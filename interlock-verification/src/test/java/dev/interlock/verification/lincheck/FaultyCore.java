package dev.interlock.verification.lincheck;

import dev.interlock.verification.planted.PlantedFault;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A check on the core with a fault in one class, which is put in front of the class path of another JVM: in one and the same, Lincheck takes
 * two classes of one name for one.
 */
final class FaultyCore {

    private FaultyCore() {}

    /**
     * Whether a check fails on the core with a fault, with Lincheck's own error; what else goes wrong there is thrown here.
     */
    static boolean isFoundBy(Class<?> check, PlantedFault... pieces) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "faulty-core");
        PlantedFault.compile(List.of(pieces), folder);
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.regex=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "-cp",
                        folder + File.pathSeparator + System.getProperty("java.class.path"),
                        "-Dinterlock.proofs=" + System.getProperty("interlock.proofs", "quick"),
                        CheckRun.class.getName(),
                        check.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the check did not end, see " + output);
            }
        } finally {
            process.destroyForcibly();
        }
        return switch (process.exitValue()) {
            case CheckRun.PASSED -> false;
            case CheckRun.FOUND -> true;
            default -> throw new IllegalStateException("the check did not run:\n" + Files.readString(output));
        };
    }
}
