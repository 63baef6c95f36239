package dev.interlock.simulator.model;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Interlock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Services and who calls whom: dependencies first, so that of two services the caller has the greater number.
 *
 * @param names   the services
 * @param calls   for each service the numbers of those it calls for every request, in order
 * @param configs the circuit of each service, as its source has it
 * @param definer puts the circuits with their edges into an interlock, changed by whoever asks
 */
public record Topology(List<String> names, List<int[]> calls, List<CircuitConfig> configs, Definer definer) {

    /** Defines circuits. */
    @FunctionalInterface
    public interface Definer {

        /**
         * Defines the circuits in one commit.
         *
         * @param interlock where
         * @param change    called with each circuit's name and builder, last
         */
        void defineIn(Interlock interlock, BiConsumer<String, CircuitConfigBuilder> change);
    }

    /**
     * How many services there are.
     *
     * @return the number of services
     */
    public int size() {
        return names.size();
    }

    /**
     * How many edges there are.
     *
     * @return the number of edges
     */
    public int edges() {
        return calls.stream().mapToInt(each -> each.length).sum();
    }

    /**
     * Numbers by name.
     *
     * @return for each name its number
     */
    public Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            numbers.put(names.get(i), i);
        }
        return numbers;
    }

    /**
     * The longest way down from each service; 0 for those that call nobody.
     *
     * @return by number
     */
    public int[] heights() {
        int[] heights = new int[size()];
        for (int i = 0; i < heights.length; i++) {
            for (int called : calls.get(i)) {
                heights[i] = Math.max(heights[i], heights[called] + 1);
            }
        }
        return heights;
    }
}
