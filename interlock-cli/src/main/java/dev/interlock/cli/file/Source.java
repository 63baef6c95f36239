package dev.interlock.cli.file;

import dev.interlock.PrintableText;
import dev.interlock.cli.text.Names;
import dev.interlock.config.ConfigurationFileException;
import dev.interlock.config.InterlockFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A FILE of the command line: a path, or {@code -} for the standard input. */
final class Source {

    static final String STANDARD_INPUT = "-";

    /** Of a folder with more files than this no near name is looked for: nobody waits for a hint. */
    private static final int MOST_NEIGHBOURS = 1_000;

    private static final int LONGEST_NAME =
            4_096; // as long as a path can be: whoever jumps to the line needs all of it

    private final String argument;

    Source(String argument) {
        this.argument = argument;
    }

    /** What to call it in messages. */
    String name() {
        return isStandardInput() ? "<stdin>" : PrintableText.of(argument, LONGEST_NAME);
    }

    /** What to call it in what is made of it: without the folder, so that it is the same wherever it is made. */
    String title() {
        return isStandardInput()
                ? "standard input"
                : PrintableText.of(String.valueOf(Path.of(argument).getFileName()));
    }

    boolean isStandardInput() {
        return argument.equals(STANDARD_INPUT);
    }

    /**
     * Reads it.
     *
     * @throws NoFileException            if there is nothing to be read; the message says what to do
     * @throws ConfigurationFileException with everything that is wrong with it
     */
    InterlockFile read(InputStream in) throws NoFileException {
        try {
            if (isStandardInput()) {
                return InterlockFile.read(name(), in);
            }
            Path path = path();
            check(path);
            try (InputStream file = Files.newInputStream(path)) {
                return InterlockFile.read(name(), file);
            }
        } catch (AccessDeniedException denied) {
            throw new NoFileException(name() + ": you are not allowed to read it; look at its permissions", denied);
        } catch (NoFileException known) {
            throw known;
        } catch (IOException unreadable) {
            throw new NoFileException(name() + ": cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Whether it is this file, by whatever way. */
    boolean is(Path other) throws IOException {
        return !isStandardInput() && Files.exists(other) && Files.isSameFile(Path.of(argument), other);
    }

    private Path path() throws NoFileException {
        try {
            return Path.of(argument);
        } catch (InvalidPathException wrong) {
            throw new NoFileException("'" + name() + "' cannot be the name of a file", wrong);
        }
    }

    private void check(Path path) throws IOException {
        if (argument.isEmpty()) {
            throw new NoFileException("the name of the file is empty; name a file, or - for the standard input");
        }
        if (Files.isDirectory(path)) {
            String such = neighbours(path).stream()
                    .filter(Names::isConfiguration)
                    .findFirst()
                    .map(name -> ", such as " + path.resolve(name))
                    .orElse("");
            throw new NoFileException(name() + ": this is a directory; name a file in it" + such);
        }
        if (Files.notExists(path)) {
            if (Files.isSymbolicLink(path)) {
                throw new NoFileException(name() + ": is a link to '" + Files.readSymbolicLink(path)
                        + "', and there is no such file; mend the link, or name another file");
            }
            Path folder = path.toAbsolutePath().getParent();
            boolean there = folder != null && Files.isDirectory(folder);
            String looked = there && !path.isAbsolute() ? ". It was looked for in " + folder : "";
            String hint = Names.nearestFile(
                            String.valueOf(path.getFileName()),
                            folder != null && there ? neighbours(folder) : List.of())
                    .map(name -> "; did you mean " + path.resolveSibling(name) + "?")
                    .orElse("; name an interlock.yaml, or - for the standard input" + looked);
            throw new NoFileException(name() + ": there is no such file" + hint);
        }
    }

    private static List<String> neighbours(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.limit(MOST_NEIGHBOURS)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** There is nothing to be read: wrong use, other than a file with problems. */
    static final class NoFileException extends IOException {

        private static final long serialVersionUID = 1L;

        NoFileException(String message) {
            super(message);
        }

        NoFileException(String message, Exception cause) {
            super(message, cause);
        }
    }
}
