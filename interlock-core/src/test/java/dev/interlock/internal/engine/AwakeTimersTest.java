package dev.interlock.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.TimeSource;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.time.CoarseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A limit runs by the time in which the process ran, and comes whatever becomes of the tick. */
class AwakeTimersTest {

    private static final long SECOND = 1_000_000_000L;

    private long now = Long.MAX_VALUE - SECOND; // wraps on the way
    private final TimeSource source = new TimeSource() {
        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }
    };
    private final CoarseClock clock = new CoarseClock(source);
    private final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> armed = new ArrayList<>();
    private final Timers timers = new Timers(
            (task, delay) -> {
                delays.add(delay);
                armed.add(task);
                return () -> armed.remove(task);
            },
            clock,
            new HookFailures(source));
    private int struck;

    private Timers.Timer limit(Duration delay) {
        return timers.scheduleAwake(delay, () -> struck++);
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            now += SECOND / 10;
            clock.ticked();
        }
    }

    private void due() {
        armed.remove(0).run();
    }

    @Test
    void limit_withoutAPause_comesWhenItIsDue() {
        clock.ticked();
        limit(Duration.ofSeconds(2));
        tick(20);

        due();

        assertThat(struck).isEqualTo(1);
    }

    @Test
    void limit_dueInAPause_getsWhatWasLeft() {
        clock.ticked();
        limit(Duration.ofSeconds(2));
        tick(5);
        now += 60 * SECOND; // and the tick has not come yet

        due();
        assertThat(struck).isZero();
        assertThat(delays.get(1))
                .isEqualTo(Duration.ofMillis(1_400)); // of the pause the first 100 ms may have been time
        clock.ticked();
        tick(14);
        due();

        assertThat(struck).isEqualTo(1);
    }

    @Test
    void limit_armedAgainAfterAPause_isNotTakenForLost() {
        clock.ticked();
        limit(Duration.ofSeconds(60));
        now += 3_600 * SECOND;
        clock.ticked();
        timers.runOverdue();
        due();

        tick(590);
        timers.runOverdue();

        assertThat(struck).isZero();
        tick(11);
        due();
        assertThat(struck).isEqualTo(1);
    }

    @Test
    void limit_whereNothingTicksAnyMore_comesOnceMoreOnly() {
        clock.ticked();
        limit(Duration.ofSeconds(2));
        now += 2 * SECOND;
        due();
        now += 2 * SECOND;

        due();

        assertThat(struck).isEqualTo(1);
        assertThat(armed).isEmpty();
    }

    @Test
    void limit_afterTheTicksWereEnded_comesWhenItIsDue() {
        clock.ticked();
        limit(Duration.ofSeconds(2));
        clock.ticksEnd();
        now += 60 * SECOND;

        due();

        assertThat(struck).isEqualTo(1);
    }

    @Test
    void limit_cancelledInItsSecondTime_doesNotCome() {
        clock.ticked();
        Timers.Timer limit = limit(Duration.ofSeconds(2));
        now += 60 * SECOND;
        Runnable late = armed.get(0);
        due();

        limit.cancel();

        assertThat(armed).isEmpty();
        late.run();
        assertThat(struck).isZero();
    }

    @Test
    void slept_isTheSumOfTheLatestPauses_andOfEachOnlyWhatIsBetween() {
        clock.ticked();
        long begin = now;
        for (int i = 0; i < 3; i++) {
            tick(3);
            now += 5 * SECOND;
            clock.ticked();
        }

        assertThat(clock.slept(begin, now)).isEqualTo(3 * (5 * SECOND - SECOND / 10));
        assertThat(clock.slept(now - 2 * SECOND, now)).isEqualTo(2 * SECOND);
        assertThat(clock.slept(now, now)).isZero();
    }
}
