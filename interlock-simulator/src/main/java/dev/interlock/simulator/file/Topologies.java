package dev.interlock.simulator.file;

import dev.interlock.CircuitConfig;
import dev.interlock.config.Bindings;
import dev.interlock.config.InterlockFile;
import dev.interlock.simulator.model.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Topologies from {@code interlock.yaml} files: a service for each circuit, which calls what the circuit depends on. */
final class Topologies {

    private Topologies() {}

    /** What the circuits recover after is not called: that edge orders recoveries, and lets calls pass. */
    static Topology of(InterlockFile file) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        file.circuits().keySet().forEach(name -> add(name, file, numbers));
        List<String> names = List.copyOf(numbers.keySet());
        List<int[]> calls = new ArrayList<>();
        List<CircuitConfig> configs = new ArrayList<>();
        for (String name : names) {
            CircuitConfig config = Objects.requireNonNull(file.circuits().get(name), name);
            configs.add(config);
            calls.add(config.dependsOn().stream()
                    .filter(numbers::containsKey)
                    .mapToInt(numbers::get)
                    .toArray());
        }
        return new Topology(names, calls, configs, (interlock, change) -> {
            // What the file leaves to code is always well: outages are the scenario's business.
            Bindings.Builder bindings = Bindings.builder();
            file.guardNames().forEach(guard -> bindings.guard(guard, () -> true));
            file.signals().keySet().forEach(signal -> bindings.signal(signal, () -> true));
            file.defineIn(interlock, bindings.customize(change).build());
        });
    }

    /** Depth first, so that what a service calls has a smaller number. The file has no cycles: its loader refuses them. */
    private static void add(String name, InterlockFile file, Map<String, Integer> numbers) {
        if (numbers.containsKey(name)) {
            return;
        }
        CircuitConfig config = file.circuits().get(name);
        if (config != null) { // not a signal, and not outside of the file
            config.dependsOn().forEach(called -> add(called, file, numbers));
            numbers.put(name, numbers.size());
        }
    }
}
