package dev.interlock.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntsTest {

    @Test
    void list_appendedTo_leavesTheOlderOnesAsTheyWere() {
        List<Ints> all = new ArrayList<>(List.of(Ints.EMPTY));
        for (int i = 0; i < 1_000; i++) {
            all.add(all.get(i).appended(i));
        }

        for (int size = 0; size <= 1_000; size++) {
            assertThat(values(all.get(size))).isEqualTo(numbersBelow(size));
        }
    }

    @Test
    void list_appendedToTwice_becomesTwoLists() {
        Ints base = Ints.EMPTY;
        for (int i = 0; i < 100; i++) {
            base = base.appended(i);
        }

        Ints lost = base.appended(1_000);
        Ints published = base.appended(2_000);

        assertThat(base.size()).isEqualTo(100);
        assertThat(lost.get(100)).isEqualTo(1_000);
        assertThat(published.get(100)).isEqualTo(2_000);
        assertThat(published.appended(2_001).get(100)).isEqualTo(2_000);
    }

    @Test
    void list_changedAtRandom_isWhatANaiveOneIs() {
        Random random = new Random(7);
        Ints ints = Ints.EMPTY;
        List<Integer> naive = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            int value = random.nextInt(60);
            if (random.nextInt(5) < 3) {
                ints = ints.plus(value);
                if (!naive.contains(value)) {
                    naive.add(value);
                }
            } else {
                ints = ints.minus(value);
                naive.remove((Integer) value);
            }
            assertThat(values(ints)).isEqualTo(naive);
            assertThat(ints.contains(value)).isEqualTo(naive.contains(value));
        }
    }

    private static List<Integer> numbersBelow(int end) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static List<Integer> values(Ints ints) {
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < ints.size(); i++) {
            values.add(ints.get(i));
        }
        return values;
    }
}
