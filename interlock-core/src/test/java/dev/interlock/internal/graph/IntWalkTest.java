package dev.interlock.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntWalkTest {

    /** Neighbours, numbers that agree in their lower bits, and ones without an order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 1_024, 65_536})
    void walk_ofNumbersAtRegularDistances_takesEachOnceInTheirOrder(int distance) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            numbers.add(i * distance);
        }
        assertTakesEachOnce(numbers);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void walk_ofNumbersByChance_takesEachOnceInTheirOrder(long seed) {
        assertTakesEachOnce(new Random(seed)
                .ints(10_000, 0, Integer.MAX_VALUE)
                .distinct()
                .boxed()
                .toList());
    }

    private static void assertTakesEachOnce(List<Integer> numbers) {
        IntWalk walk = new IntWalk();
        int before = -1;
        for (int number : numbers) {
            assertThat(walk.contains(number)).isFalse();
            assertThat(walk.add(number, before)).isTrue();
            assertThat(walk.add(number, -7)).as("once more").isFalse();
            before = number;
        }
        assertThat(walk.size()).isEqualTo(numbers.size());
        before = -1;
        for (int number : numbers) {
            assertThat(walk.next()).isEqualTo(number);
            assertThat(walk.cameFrom(number)).isEqualTo(before);
            before = number;
        }
        assertThat(walk.hasNext()).isFalse();
        assertThat(walk.contains(Integer.MAX_VALUE - 1)).isFalse();
    }
}
