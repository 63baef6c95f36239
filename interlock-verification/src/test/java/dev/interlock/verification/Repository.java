package dev.interlock.verification;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this repository is: tests that read sources and pages run in their module's folder. */
public final class Repository {

    private Repository() {}

    /** The folder that holds the modules. */
    public static Path root() {
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
