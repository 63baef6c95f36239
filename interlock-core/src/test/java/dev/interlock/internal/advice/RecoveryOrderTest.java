package dev.interlock.internal.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecoveryOrderTest {

    private static List<List<String>> waves(Map<String, List<String>> needs) {
        return RecoveryOrder.waves(needs.keySet(), name -> needs.getOrDefault(name, List.of()));
    }

    @Test
    void diamond_comesInThreeWaves_eachSorted() {
        assertThat(waves(Map.of(
                        "gateway", List.of("orders", "billing"),
                        "orders", List.of("db"),
                        "billing", List.of("db"),
                        "db", List.of())))
                .containsExactly(List.of("db"), List.of("billing", "orders"), List.of("gateway"));
    }

    @Test
    void circuit_waitsForTheLatestOfWhatItNeeds() {
        assertThat(waves(Map.of("d", List.of("a", "c"), "c", List.of("b"), "b", List.of("a"), "a", List.of())))
                .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"));
    }

    @Test
    void nothing_hasNoWaves() {
        assertThat(waves(Map.of())).isEmpty();
    }

    @Test
    void dependencies_notAmongTheNames_areIgnored() {
        assertThat(waves(Map.of("a", List.of("signal", "b"), "b", List.of("unresolved"))))
                .containsExactly(List.of("b"), List.of("a"));
    }

    @Test
    void names_andEdges_givenTwice_countOnce() {
        assertThat(RecoveryOrder.waves(
                        List.of("b", "a", "b"), name -> name.equals("b") ? List.of("a", "a") : List.of()))
                .containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void cycle_comesInOneWave_onceWhatItNeedsOutsideIsPlaced() {
        assertThat(waves(Map.of(
                        "orders", List.of("stock"),
                        "stock", List.of("orders", "db"),
                        "db", List.of("disk"),
                        "disk", List.of(),
                        "gateway", List.of("orders"))))
                .containsExactly(List.of("disk"), List.of("db"), List.of("orders", "stock"), List.of("gateway"));
    }

    @Test
    void cycle_thatNeedsNothingOutside_doesNotWaitForWhatIsReadyElsewhere() {
        assertThat(waves(Map.of(
                        "x", List.of("y"), "y", List.of("x"), "c", List.of("b"), "b", List.of("a"), "a", List.of())))
                .containsExactly(List.of("a", "x", "y"), List.of("b"), List.of("c"));
    }

    @Test
    void cycle_thatNeedsAnotherCycle_comesAfterIt() {
        assertThat(waves(Map.of("a", List.of("b"), "b", List.of("a", "y"), "x", List.of("y"), "y", List.of("x"))))
                .containsExactly(List.of("x", "y"), List.of("a", "b"));
    }

    @Test
    void edge_toItself_holdsNothingUp() {
        assertThat(waves(Map.of("a", List.of("a"), "b", List.of("a")))).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void cyclesThatShareACircuit_areOne() {
        assertThat(waves(Map.of("a", List.of("b", "c"), "b", List.of("a"), "c", List.of("a", "d"), "d", List.of())))
                .containsExactly(List.of("d"), List.of("a", "b", "c"));
    }

    @Test
    void chain_ofAHundredThousand_needsNoStack() {
        int length = 100_000;
        List<List<String>> waves = RecoveryOrder.waves(
                numbered(length),
                name -> Integer.parseInt(name) == 0
                        ? List.of()
                        : List.of(Integer.toString(Integer.parseInt(name) - 1)));

        assertThat(waves).hasSize(length).allMatch(wave -> wave.size() == 1);
        assertThat(waves.get(0)).containsExactly("0");
        assertThat(waves.get(length - 1)).containsExactly(Integer.toString(length - 1));
    }

    @Test
    @Timeout(60)
    void cycles_veryMany_takeTimeInProportion() {
        int size = 100_000; // 50,000 cycles of two: looking for each anew would take hours
        List<List<String>> waves =
                RecoveryOrder.waves(numbered(size), name -> List.of(Integer.toString(Integer.parseInt(name) ^ 1)));

        assertThat(waves).hasSize(1);
        assertThat(waves.get(0)).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyGraph_agreesWithTheDefinition(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Map<String, List<String>> needs = randomGraph(random);
            Map<String, Set<String>> below = new HashMap<>();
            needs.keySet().forEach(name -> below.put(name, reachable(name, needs)));

            List<List<String>> waves = waves(needs);

            Map<String, Integer> waveOf = new LinkedHashMap<>();
            for (int wave = 0; wave < waves.size(); wave++) {
                assertThat(waves.get(wave)).isNotEmpty().isSorted();
                for (String name : waves.get(wave)) {
                    assertThat(waveOf.put(name, wave))
                            .as("%s in %s", name, waves)
                            .isNull();
                }
            }
            assertThat(waveOf.keySet()).containsExactlyInAnyOrderElementsOf(needs.keySet());
            for (String name : needs.keySet()) {
                int earliest = 0;
                for (String other : below.get(name)) {
                    boolean together = below.get(other).contains(name);
                    if (together) {
                        assertThat(waveOf.get(other))
                                .as("%s with %s of %s", other, name, needs)
                                .isEqualTo(waveOf.get(name));
                    } else {
                        assertThat(waveOf.get(other))
                                .as("%s before %s of %s", other, name, needs)
                                .isLessThan(waveOf.get(name));
                        earliest = Math.max(earliest, waveOf.get(other) + 1);
                    }
                }
                assertThat(waveOf.get(name))
                        .as("no later than it has to be: %s of %s", name, needs)
                        .isEqualTo(earliest);
            }
        }
    }

    @Test
    void order_ofTheNamesGiven_doesNotMatter() {
        Map<String, List<String>> needs = randomGraph(new Random(42));
        List<String> names = new ArrayList<>(needs.keySet());
        List<List<String>> expected = waves(needs);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(names, new Random(seed));
            assertThat(RecoveryOrder.waves(names, needs::get)).isEqualTo(expected);
        }
    }

    private static Map<String, List<String>> randomGraph(Random random) {
        int size = 1 + random.nextInt(12);
        int edges = random.nextInt(2 * size);
        Map<String, List<String>> needs = new HashMap<>();
        for (int i = 0; i < size; i++) {
            needs.put("n" + i, new ArrayList<>());
        }
        for (int i = 0; i < edges; i++) {
            needs.get("n" + random.nextInt(size)).add("n" + random.nextInt(size));
        }
        return needs;
    }

    private static Set<String> reachable(String start, Map<String, List<String>> needs) {
        Set<String> reached = new HashSet<>();
        List<String> stack = new ArrayList<>(List.of(start));
        while (!stack.isEmpty()) {
            for (String next : needs.get(stack.remove(stack.size() - 1))) {
                if (reached.add(next)) {
                    stack.add(next);
                }
            }
        }
        return reached;
    }

    private static List<String> numbered(int size) {
        List<String> names = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            names.add(Integer.toString(i));
        }
        return names;
    }
}
