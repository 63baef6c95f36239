package dev.interlock.jcstress;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles classes of the core with a fault in each, to be put in front of the class path. */
final class FaultyCore {

    private FaultyCore() {}

    static void compile(List<PlantedBug> bugs, Path folder) {
        if (bugs.stream().map(PlantedBug::className).distinct().count() != bugs.size()) {
            throw new IllegalArgumentException("two faults in one class: " + bugs);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
        List<JavaFileObject> sources = bugs.stream().map(FaultyCore::source).toList();
        if (!compiler.getTask(messages, null, null, options, null, sources).call()) {
            throw new IllegalStateException("it does not compile:\n" + messages);
        }
    }

    private static JavaFileObject source(PlantedBug bug) {
        String text = bug.sourceWithFault();
        URI name = URI.create("string:///" + bug.className().replace('.', '/') + ".java");
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
