package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Short words for tests that read texts. */
final class Texts {

    private Texts() {}

    static InterlockFile parse(String... lines) {
        return InterlockFile.parse("interlock.yaml", String.join("\n", lines) + "\n");
    }

    /** The problems of a text, each as {@code line:column: path: message}. */
    static List<String> problems(String... lines) {
        return refusal(lines).problems().stream().map(Problem::toString).toList();
    }

    static ConfigurationFileException refusal(String... lines) {
        ConfigurationFileException refused = catchThrowableOfType(ConfigurationFileException.class, () -> parse(lines));
        assertThat(refused).as("a refusal of " + String.join("\n", lines)).isNotNull();
        return refused;
    }

    /** A file of the whole project. */
    static String project(String file) {
        try {
            return Files.readString(projectPath(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Path projectPath(String file) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("interlock-verification"))) {
            folder = folder.getParent();
        }
        return folder.resolve(file);
    }
}
