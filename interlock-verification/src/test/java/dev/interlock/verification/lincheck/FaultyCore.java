package dev.interlock.verification.lincheck;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The core with a fault in one class. The class is made from its real source, in which one piece of text is replaced, and put in front of
 * the class path of another JVM: in one and the same, Lincheck takes two classes of one name for one.
 */
final class FaultyCore {

    private FaultyCore() {}

    /**
     * Whether a check fails on the core with a fault, with Lincheck's own error; what else goes wrong there is thrown here.
     *
     * @param source as {@code window/TimeWindow}
     */
    static boolean isFoundBy(Class<?> check, String source, String original, String fault) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "faulty-core");
        compile(source, replaced(source, original, fault), folder);
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

    private static String replaced(String source, String original, String fault) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("interlock-core"))) {
            root = root.getParent();
        }
        String text = Files.readString(
                root.resolve("interlock-core/src/main/java/dev/interlock/internal/" + source + ".java"));
        int at = text.indexOf(original);
        if (at < 0 || text.indexOf(original, at + 1) >= 0) {
            throw new IllegalStateException(
                    source + " has changed, and the text to replace is not there once: " + original);
        }
        return text.substring(0, at) + fault + text.substring(at + original.length());
    }

    private static void compile(String source, String text, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        URI name = URI.create("string:///dev/interlock/internal/" + source + ".java");
        JavaFileObject file = new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
        if (!compiler.getTask(messages, null, null, options, null, List.of(file))
                .call()) {
            throw new IllegalStateException("it does not compile:\n" + messages);
        }
    }
}
