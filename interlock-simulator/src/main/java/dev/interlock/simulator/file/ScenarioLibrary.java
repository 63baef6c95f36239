package dev.interlock.simulator.file;

import dev.interlock.config.InterlockFile;
import dev.interlock.config.StrictMapping;
import dev.interlock.simulator.model.Scenario;
import dev.interlock.simulator.model.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scenarios by name, those that are shipped, or by file. */
public final class ScenarioLibrary {

    private static final List<String> TOPOLOGIES = List.of("mesh", "online-boutique", "social-network");

    private static final List<String> SCENARIOS = List.of(
            "mesh-crash-20",
            "mesh-crash-60",
            "mesh-crash-300",
            "mesh-hang",
            "mesh-slow",
            "mesh-errors",
            "mesh-partition",
            "mesh-flush",
            "mesh-deploy",
            "chain-2",
            "chain-5",
            "chain-10",
            "chain-20",
            "boutique-crash",
            "social-crash",
            "layered-200",
            "metastable",
            "metastable-mesh",
            "large");

    private ScenarioLibrary() {}

    /**
     * The shipped scenarios.
     *
     * @return their names
     */
    public static List<String> names() {
        return SCENARIOS;
    }

    /**
     * The shipped topologies.
     *
     * @return their names
     */
    public static List<String> topologies() {
        return TOPOLOGIES;
    }

    /**
     * Reads a shipped scenario.
     *
     * @param name its name
     * @return the scenario
     */
    public static Scenario shipped(String name) {
        return new ScenarioReader(
                        name, StrictMapping.parse(name + ".yaml", scenarioText(name)), ScenarioLibrary::shippedTopology)
                .read();
    }

    /**
     * The text of a shipped scenario.
     *
     * @param name its name
     * @return the file
     */
    public static String scenarioText(String name) {
        return resource("scenarios/" + name + ".yaml");
    }

    /**
     * Reads a scenario file. The topology in it is the name of a shipped one, or a file beside it.
     *
     * @param file the file
     * @return the scenario
     * @throws IOException                                     if it cannot be read
     * @throws dev.interlock.config.ConfigurationFileException with everything that is wrong with it
     */
    public static Scenario read(Path file) throws IOException {
        return new ScenarioReader(
                        String.valueOf(file.getFileName()),
                        StrictMapping.read(file),
                        topology -> beside(file, topology))
                .read();
    }

    private static Topology beside(Path file, String topology) throws IOException {
        if (TOPOLOGIES.contains(topology)) {
            return shippedTopology(topology);
        }
        @Nullable Path folder = file.toAbsolutePath().getParent();
        Path named = folder == null ? Path.of(topology) : folder.resolve(topology);
        if (!Files.exists(named)) {
            throw new IOException("there is no file '" + topology + "' beside the scenario; the shipped topologies are "
                    + String.join(", ", TOPOLOGIES));
        }
        return Topologies.of(InterlockFile.read(named));
    }

    private static Topology shippedTopology(String name) throws IOException {
        if (!TOPOLOGIES.contains(name)) {
            throw new IOException("there is no topology '" + name + "'");
        }
        return Topologies.of(InterlockFile.parse(name + ".yaml", resource("topologies/" + name + ".yaml")));
    }

    private static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(ScenarioLibrary.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("the jar is broken: " + path, broken);
        }
    }
}
