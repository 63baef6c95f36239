package dev.interlock.simulator.file;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Interlock;
import dev.interlock.simulator.model.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * A graph of any size in layers: each service calls services of the layer below it, chosen by chance. One wide it is a chain.
 *
 * @param layers           how many layers, the roots' included
 * @param width            services in each layer above the roots'
 * @param roots            services in the lowest layer, which call nobody
 * @param calls            how many services each calls, as far as there are as many
 * @param seed             fixes who calls whom
 * @param failureThreshold of every circuit
 * @param resetTimeout     of every circuit
 */
record LayeredGraph(
        int layers, int width, int roots, int calls, long seed, int failureThreshold, Duration resetTimeout) {

    Topology topology() {
        SplittableRandom chance = new SplittableRandom(seed);
        List<String> names = new ArrayList<>();
        List<int[]> called = new ArrayList<>();
        int below = 0;
        int widthBelow = 0;
        for (int layer = 0; layer < layers; layer++) {
            int first = names.size();
            int size = layer == 0 ? roots : width;
            for (int i = 0; i < size; i++) {
                names.add(layer + "-" + i);
                called.add(some(below, widthBelow, chance));
            }
            below = first;
            widthBelow = size;
        }
        CircuitConfig config = config();
        List<CircuitConfig> configs = new ArrayList<>(names.size());
        names.forEach(name -> configs.add(config));
        return new Topology(names, called, configs, (interlock, change) -> define(interlock, names, called, change));
    }

    private int[] some(int first, int size, SplittableRandom chance) {
        Set<Integer> chosen = new TreeSet<>();
        while (chosen.size() < Math.min(calls, size)) {
            chosen.add(first + chance.nextInt(size));
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What a circuit comes to without edges: breakers of other makes have none. */
    private CircuitConfig config() {
        try (Interlock interlock = Interlock.create()) {
            return interlock.define("any", this::options).config();
        }
    }

    private void options(CircuitConfigBuilder circuit) {
        circuit.failureThreshold(failureThreshold).resetTimeout(resetTimeout);
    }

    private void define(
            Interlock interlock,
            List<String> names,
            List<int[]> called,
            BiConsumer<String, CircuitConfigBuilder> change) {
        interlock.defineAll(all -> {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                int[] dependencies = called.get(i);
                all.define(name, circuit -> {
                    options(circuit);
                    for (int dependency : dependencies) {
                        circuit.dependsOn(names.get(dependency));
                    }
                    change.accept(name, circuit);
                });
            }
        });
    }
}
