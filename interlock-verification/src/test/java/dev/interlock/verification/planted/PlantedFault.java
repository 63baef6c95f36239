package dev.interlock.verification.planted;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A fault in one class of the core: a piece of its real source, replaced. A proof has to find it where the faulty class stands in front of the
 * class path.
 *
 * <p>The source may be moved to another package, formatted and commented anew, and a method rewritten around the piece. A piece that is not
 * there once is an error, which {@link #check} tells without compiling anything.
 *
 * @param place       class and method, as {@code TimeWindow.record}; {@code TimeWindow.<init>}, or the class alone for what is in no method
 * @param original    the piece: an expression or statement in one line, without comments; {@code (..)} stands for arguments that do not matter
 * @param replacement what stands in its place; {@code (..)} repeats the arguments
 */
public record PlantedFault(String place, String original, String replacement) {

    /** The longest piece: what is longer quotes more than it alters. */
    private static final int LONGEST = 100;

    /** Refuses what quotes more than it should. */
    public PlantedFault {
        if (original.contains("\n") || original.contains("//") || original.length() > LONGEST) {
            throw new IllegalArgumentException("a fault quotes one line of at most " + LONGEST
                    + " characters, without comments, and not: " + original);
        }
    }

    /** Compiles the classes that have these faults into a folder. */
    public static void compile(List<PlantedFault> pieces, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
        List<JavaFileObject> sources =
                pieces.stream().collect(Collectors.groupingBy(PlantedFault::className)).entrySet().stream()
                        .map(each -> faulty(CoreSource.of(each.getKey()), each.getValue()))
                        .toList();
        if (!compiler.getTask(messages, null, null, options, null, sources).call()) {
            throw new IllegalStateException("it does not compile:\n" + messages);
        }
    }

    /** From the back to the front: what is replaced moves nothing that is still to be. */
    private static JavaFileObject faulty(CoreSource source, List<PlantedFault> pieces) {
        Map<Tokens.Found, PlantedFault> found =
                new TreeMap<>(Comparator.comparing(Tokens.Found::from).reversed());
        pieces.forEach(piece -> found.put(piece.find(source), piece));
        StringBuilder text = new StringBuilder(source.text());
        found.forEach((at, piece) ->
                text.replace(at.from(), at.to(), Tokens.withArguments(piece.replacement, at.arguments())));
        return source.file(text.toString());
    }

    /**
     * Looks whether the piece is there.
     *
     * @throws IllegalStateException if it is not there once
     */
    public void check() {
        find(CoreSource.of(className()));
    }

    private Tokens.Found find(CoreSource source) {
        Tokens wanted = new Tokens(original, 0, original.length());
        List<Tokens.Found> found = source.methods(method()).stream()
                .flatMap(range -> new Tokens(source.text(), range.from(), range.to()).find(wanted).stream())
                .distinct()
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException("the source has changed: what a fault replaces is " + found.size()
                    + " times in " + place + ", and should be there once: " + original);
        }
        return found.get(0);
    }

    private String className() {
        int dot = place.indexOf('.');
        return dot < 0 ? place : place.substring(0, dot);
    }

    private @Nullable String method() {
        int dot = place.indexOf('.');
        return dot < 0 ? null : place.substring(dot + 1);
    }
}
