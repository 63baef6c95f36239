package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every text, whatever is in it: it is a file, or there is the declared exception with places that are in the text; it takes
 * bounded work and memory; and a file that is written is read as an equal one.
 *
 * @param reader of texts
 * @param writer of files
 */
record FileCheck(Function<String, InterlockFile> reader, Function<InterlockFile, String> writer) {

    /** The real ones. */
    static final FileCheck REAL = new FileCheck(text -> InterlockFile.parse("f", text), InterlockFileWriter::write);

    // Generous: it is about seconds against hours, and megabytes against gigabytes.
    private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long MOST_BYTES = 512L << 20;

    /** Whether the text was a file. */
    boolean holdsFor(String text) {
        long allocated = Allocation.bytes().orElse(0);
        long start = System.nanoTime();
        boolean isFile = read(text);
        assertThat(System.nanoTime() - start).as("time").isLessThan(MOST_NANOS);
        assertThat(Allocation.bytes().orElse(0) - allocated).as("bytes").isLessThan(MOST_BYTES);
        return isFile;
    }

    private boolean read(String text) {
        InterlockFile file = fileOrNull(text);
        if (file == null) {
            return false;
        }
        String written = writer.apply(file);
        InterlockFile again = reader.apply(written);
        assertThat(again).as(written).isEqualTo(file);
        assertThat(again.circuits()).isEqualTo(file.circuits());
        assertThat(again.signals()).isEqualTo(file.signals());
        assertThat(again.groups()).isEqualTo(file.groups());
        assertThat(again.guardNames()).isEqualTo(file.guardNames());
        assertThat(writer.apply(again)).isEqualTo(written);
        return true;
    }

    private @Nullable InterlockFile fileOrNull(String text) {
        try {
            return reader.apply(text);
        } catch (ConfigurationFileException refused) {
            String[] lines = text.split("\r\n|[\n\r]", -1);
            assertThat(refused.problems()).isNotEmpty();
            for (Problem problem : refused.problems()) {
                assertThat(problem.line()).as("line of %s", problem).isBetween(1, lines.length);
                String line = lines[problem.line() - 1];
                // What is missing at the end of a line is told of the place behind its last character.
                assertThat(problem.column())
                        .as("column of %s in '%s'", problem, line)
                        .isBetween(1, line.codePointCount(0, line.length()) + 1);
                assertThat(problem.describe("f").codePoints())
                        .as("characters of %s", problem)
                        .noneMatch(point -> point < 0x20
                                || (point >= 0x7F && point < 0xA0)
                                || point == 0x2028
                                || point == 0x2029
                                || Character.getType(point) == Character.FORMAT
                                || Character.getType(point) == Character.SURROGATE);
            }
            return null;
        }
    }
}
