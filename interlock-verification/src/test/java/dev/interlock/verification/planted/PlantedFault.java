package dev.interlock.verification.planted;

import dev.interlock.verification.Repository;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A fault in one class of the core: one piece of text of its real source, replaced. A proof has to find it where the faulty class stands in
 * front of the class path.
 *
 * @param source      as {@code window/TimeWindow}
 * @param original    the text, which must be there once
 * @param replacement what stands in its place
 */
public record PlantedFault(String source, String original, String replacement) {

    /** Compiles the classes that have these faults, at most one each, into a folder. */
    public static void compile(List<PlantedFault> faults, Path folder) {
        if (faults.stream().map(PlantedFault::source).distinct().count() != faults.size()) {
            throw new IllegalArgumentException("two faults in one class: " + faults);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
        List<JavaFileObject> sources = faults.stream().map(PlantedFault::file).toList();
        if (!compiler.getTask(messages, null, null, options, null, sources).call()) {
            throw new IllegalStateException("it does not compile:\n" + messages);
        }
    }

    private JavaFileObject file() {
        String text = text();
        URI name = URI.create("string:///dev/interlock/internal/" + source + ".java");
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private String text() {
        String text;
        try {
            text = Files.readString(Repository.root()
                    .resolve("interlock-core/src/main/java/dev/interlock/internal/" + source + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int at = text.indexOf(original);
        if (at < 0 || text.indexOf(original, at + 1) >= 0) {
            throw new IllegalStateException(
                    source + " has changed, and the text to replace is not there once: " + original);
        }
        return text.substring(0, at) + replacement + text.substring(at + original.length());
    }
}
