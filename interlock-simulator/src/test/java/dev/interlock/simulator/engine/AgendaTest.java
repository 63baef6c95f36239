package dev.interlock.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private record Entry(long time, int order) {}

    @Test
    void events_ofAnyOrder_happenByTimeThenFirstComeFirstServed() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom chance = new SplittableRandom(seed);
            Agenda agenda = new Agenda();
            List<Entry> expected = new ArrayList<>();
            List<Entry> happened = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) { // more than it begins with room for
                Entry entry = new Entry(chance.nextInt(200), i);
                expected.add(entry);
                agenda.at(entry.time(), now -> {
                    assertThat(now).isEqualTo(entry.time());
                    happened.add(entry);
                });
            }
            while (agenda.next(1_000)) {
                // all
            }
            expected.sort(Comparator.comparingLong(Entry::time).thenComparingInt(Entry::order));
            assertThat(happened).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void event_addedByAnEventForTheSameMoment_happensAfterThoseThatWaitForIt() {
        Agenda agenda = new Agenda();
        List<String> happened = new ArrayList<>();
        agenda.at(5, now -> {
            happened.add("first");
            agenda.at(5, later -> happened.add("added"));
        });
        agenda.at(5, now -> happened.add("second"));
        while (agenda.next(5)) {
            // all
        }
        assertThat(happened).containsExactly("first", "second", "added");
    }

    @Test
    void next_withNothingUntilTheEnd_movesTheTimeThere() {
        Agenda agenda = new Agenda();
        agenda.at(20, now -> {});
        assertThat(agenda.next(10)).isFalse();
        assertThat(agenda.now()).isEqualTo(10);
        assertThat(agenda.size()).isEqualTo(1);
        assertThat(agenda.next(20)).isTrue();
    }

    @Test
    void event_inThePast_happensNow() {
        Agenda agenda = new Agenda();
        assertThat(agenda.next(10)).isFalse();
        List<Long> times = new ArrayList<>();
        agenda.at(3, times::add);
        assertThat(agenda.next(10)).isTrue();
        assertThat(times).containsExactly(10L);
    }
}
