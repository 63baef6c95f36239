package dev.interlock.verification.planted;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A search on the core with a fault, in a class loader of its own where the faulty class stands in front of the class path. */
public final class InFaultyCore {

    private InFaultyCore() {}

    /** What the search says. It has a public constructor without parameters, and all that it uses is loaded anew. */
    public static String call(Class<? extends Callable<String>> search, PlantedFault... pieces) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "faulty-core");
        PlantedFault.compile(List.of(pieces), folder);
        try (FaultyLoader core = new FaultyLoader(folder)) {
            Object faulty = core.loadClass(search.getName()).getConstructor().newInstance();
            return (String) ((Callable<?>) faulty).call();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.map(Path::toFile)
                        .sorted((one, other) -> other.compareTo(one))
                        .forEach(File::delete);
            }
        }
    }
}
