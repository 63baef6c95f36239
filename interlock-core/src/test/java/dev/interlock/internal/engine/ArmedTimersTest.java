package dev.interlock.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.time.SystemTimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which of two timers of a circuit stays. */
final class ArmedTimersTest {

    private static final Duration LATER = Duration.ofHours(1);

    private final SystemTimeSource time = new SystemTimeSource();
    private final Timers timers = new Timers((task, delay) -> () -> {}, new CoarseClock(time), new HookFailures(time));
    private final ArmedTimers armed = new ArmedTimers();
    private final Member circuit = new Member() {
        @Override
        public String name() {
            return "c";
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public CircuitConfig config() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Counters counters() {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void timerThatRanBeforeItIsTakenIn_leavesTheOneThatItArmed() {
        Timers.Timer early = waiting();
        Timers.Timer next = waiting();
        early.run();
        armed.replace(circuit, 1, next);

        armed.replace(circuit, 1, early);

        assertThat(next.hasEnded()).isFalse();
        assertThat(armed.isArmed(circuit, 1)).isTrue();
    }

    @Test
    void timerThatWaits_takesThePlaceOfOneOfItsEpoch_orOfAnOlderOne() {
        Timers.Timer first = waiting();
        Timers.Timer second = waiting();
        Timers.Timer third = waiting();

        armed.replace(circuit, 1, first);
        armed.replace(circuit, 1, second);
        assertThat(first.hasEnded()).isTrue();
        armed.replace(circuit, 2, third);
        assertThat(second.hasEnded()).isTrue();

        assertThat(armed.isArmed(circuit, 2)).isTrue();
    }

    @Test
    void timerOfAnOlderEpoch_orOneThatIsOnlyKeptWhereThereIsNone_isCancelled() {
        Timers.Timer present = waiting();
        Timers.Timer older = waiting();
        Timers.Timer another = waiting();
        armed.replace(circuit, 2, present);

        armed.replace(circuit, 1, older);
        armed.keep(circuit, 2, another);

        assertThat(older.hasEnded()).isTrue();
        assertThat(another.hasEnded()).isTrue();
        assertThat(present.hasEnded()).isFalse();
    }

    private Timers.Timer waiting() {
        return timers.schedule(LATER, () -> {});
    }
}
