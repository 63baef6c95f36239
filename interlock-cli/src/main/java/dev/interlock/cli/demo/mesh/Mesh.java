package dev.interlock.cli.demo.mesh;

import dev.interlock.CircuitConfig;
import dev.interlock.config.InterlockFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The services of one topology file, dependencies first. Immutable. */
public final class Mesh {

    /** More calls for one request would be a test of the machine, not of the circuits. */
    private static final long MOST_CALLS = 1_000;

    private static final String SEED = "mesh.yaml";

    private final InterlockFile file;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, Long> calls = new LinkedHashMap<>();

    private Mesh(InterlockFile file) {
        this.file = file;
        file.circuits().keySet().forEach(this::add);
        services.keySet().forEach(name -> {
            if (calls(name) > MOST_CALLS) {
                throw new IllegalArgumentException("one request to '" + name + "' makes " + calls(name)
                        + " calls in " + file.source()
                        + ", because each service calls all it depends on; the demo runs at most "
                        + MOST_CALLS + ", so give it a part of the file");
            }
        });
        if (services.isEmpty()) {
            throw new IllegalArgumentException(
                    "there are no circuits in " + file.source() + "; the demo needs one at least");
        }
    }

    /**
     * Reads a file.
     *
     * @param topology the file; empty for the mesh of the original specification
     * @return its services
     * @throws IOException              if it cannot be read
     * @throws IllegalArgumentException if it is too much for a demo
     */
    public static Mesh read(Optional<Path> topology) throws IOException {
        if (topology.isPresent()) {
            return new Mesh(InterlockFile.read(topology.get()));
        }
        try (InputStream seed = Objects.requireNonNull(Mesh.class.getResourceAsStream(SEED), SEED)) {
            return new Mesh(InterlockFile.parse(SEED, new String(seed.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    /** Depth first, so that what a service calls stands before it. The file has no cycles: its loader refuses them. */
    private void add(String name) {
        if (services.containsKey(name)) {
            return;
        }
        List<String> called = new ArrayList<>();
        long count = 1;
        for (String dependency : config(name).dependsOn()) {
            if (file.circuits().containsKey(dependency)) { // not a signal, and not outside of the file
                add(dependency);
                called.add(dependency);
                count = Math.min(count + calls(dependency), Integer.MAX_VALUE);
            }
        }
        services.put(name, new Service(name, called));
        calls.put(name, count);
    }

    /**
     * The file.
     *
     * @return what was read
     */
    public InterlockFile file() {
        return file;
    }

    /**
     * The services.
     *
     * @return dependencies first
     */
    public List<Service> services() {
        return List.copyOf(services.values());
    }

    /**
     * Their names.
     *
     * @return dependencies first
     */
    public List<String> names() {
        return List.copyOf(services.keySet());
    }

    /**
     * A service that is known to be there.
     *
     * @param name its name
     * @return the service
     */
    public Service service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    /**
     * What the file says of a circuit.
     *
     * @param name its name
     * @return its configuration, without scale
     */
    public CircuitConfig config(String name) {
        return Objects.requireNonNull(file.circuits().get(name), name);
    }

    /**
     * How many calls one request makes, the one to the service itself included.
     *
     * @param name the service
     * @return at least 1
     */
    public int calls(String name) {
        return Math.toIntExact(Objects.requireNonNull(calls.get(name), name));
    }

    /**
     * Who needs a service, directly or not.
     *
     * @param name the service
     * @return names, dependencies first; without the service itself
     */
    public Set<String> above(String name) {
        Set<String> above = new LinkedHashSet<>();
        for (Service service : services.values()) {
            if (service.dependencies().contains(name)
                    || service.dependencies().stream().anyMatch(above::contains)) {
                above.add(service.name());
            }
        }
        return above;
    }

    /**
     * The service that most others need.
     *
     * @return its name; the first of them in the order of {@link #services()}
     */
    public String root() {
        String root = names().get(0);
        for (String name : names()) {
            if (above(name).size() > above(root).size()) {
                root = name;
            }
        }
        return root;
    }
}
