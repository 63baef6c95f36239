package dev.interlock.verification.planted;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.interlock.verification.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The source of one class of the core, found by its name alone: it may stand in any package. */
record CoreSource(Path path, String text) {

    private static final Path ROOT = Repository.root().resolve("interlock-core/src/main/java");

    private static final Map<String, List<Path>> BY_NAME = all();

    /** A piece of the text. */
    record Range(int from, int to) {}

    /** The file that is named after a class. */
    static CoreSource of(String className) {
        List<Path> paths = BY_NAME.getOrDefault(className + ".java", List.of());
        if (paths.size() != 1) {
            throw new IllegalStateException(
                    "no file, or more than one, is named after the class " + className + ": " + paths);
        }
        return new CoreSource(paths.get(0), read(paths.get(0)));
    }

    private static Map<String, List<Path>> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where methods of this name stand, nested classes included; the whole file if no name is given. A constructor is named {@code <init>}. */
    List<Range> methods(@Nullable String name) {
        if (name == null) {
            return List.of(new Range(0, text.length()));
        }
        List<Range> found = new ArrayList<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(file(text)));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                    if (method.getName().contentEquals(name)) {
                        found.add(new Range((int) positions.getStartPosition(unit, method), (int)
                                positions.getEndPosition(unit, method)));
                    }
                    return super.visitMethod(method, null);
                }
            }.scan(unit, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** This class with another text, for the compiler. */
    JavaFileObject file(String changed) {
        URI name = URI.create("string:///" + ROOT.relativize(path).toString().replace('\\', '/'));
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return changed;
            }
        };
    }
}
