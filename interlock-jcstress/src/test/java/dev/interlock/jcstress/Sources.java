package dev.interlock.jcstress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources of the core are. */
final class Sources {

    private Sources() {}

    /** A class of the core's internals, as {@code window/TimeWindow}. */
    static String ofCore(String name) {
        try {
            return Files.readString(
                    repository().resolve("interlock-core/src/main/java/dev/interlock/internal/" + name + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("interlock-core"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("interlock-core is in no folder above");
            }
        }
        return folder;
    }
}
