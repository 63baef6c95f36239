package dev.interlock.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatestFailuresTest {

    @Test
    void within_nothingRecorded_isZero() {
        assertThat(new LatestFailures(3).within(100, 50)).isZero();
    }

    @Test
    void within_moreThanTheSize_keepsTheLatest() {
        LatestFailures latest = new LatestFailures(3);
        for (long mark = 1; mark <= 5; mark++) {
            latest.record(mark);
        }
        assertThat(latest.within(4, 5)).isEqualTo(3);
        assertThat(latest.within(2, 5)).isEqualTo(3);
        assertThat(latest.within(1, 5)).isEqualTo(2);
        assertThat(latest.within(1, 6)).isEqualTo(1);
        assertThat(latest.within(1, 7)).isZero();
    }

    @Test
    void within_emptyPlaces_neverCount() {
        LatestFailures latest = new LatestFailures(3);
        latest.record(1);
        assertThat(latest.within(100, 1)).isEqualTo(1);
        assertThat(latest.within(1, 1)).isEqualTo(1);
    }

    @Test
    void within_momentOfTheCallerIsPast_failuresThatNeverMetAreNotCountedTogether() {
        LatestFailures latest = new LatestFailures(2);
        latest.record(1);
        latest.record(62);
        assertThat(latest.within(60, 1)).isEqualTo(1);
        assertThat(latest.within(61, 1)).isEqualTo(2);
    }

    @Test
    void record_olderMarkAfterAWholeRound_doesNotHideTheNewerOne() {
        LatestFailures latest = new LatestFailures(1);
        latest.record(10);
        latest.record(7);
        assertThat(latest.within(0, 10)).isEqualTo(1);
    }

    @Test
    void record_manyThreads_holdsExactlyTheSize() throws Exception {
        LatestFailures latest = new LatestFailures(100);
        AtomicLong marks = new AtomicLong();
        Together.runWhile(
                () -> assertThat(latest.within(Integer.MAX_VALUE, 1)).isBetween(0, 100), Together.times(3, () -> {
                    for (int i = 0; i < 10_000; i++) {
                        latest.record(marks.incrementAndGet());
                    }
                }));
        assertThat(latest.within(30_000, 30_000)).isEqualTo(100);
        assertThat(latest.within(0, 30_000)).isLessThanOrEqualTo(1);
    }
}
