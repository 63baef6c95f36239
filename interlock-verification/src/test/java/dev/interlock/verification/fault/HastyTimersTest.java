package dev.interlock.verification.fault;

import static dev.interlock.verification.call.Traffic.bad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Scheduler;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Timers that come before their time, as those of wheels and coarse clocks do: they are set again for the rest, and end no wait. */
class HastyTimersTest {

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = ManualTime.create();

    /** How a scheduler hastens. */
    enum Haste {
        TEN_MILLISECONDS,
        HALF,
        AT_ONCE
    }

    @ParameterizedTest
    @EnumSource
    void timersThatComeEarly_endNoWait(Haste haste) {
        try (Interlock interlock = Interlock.create(
                s -> s.timeSource(time).scheduler(scheduler(haste)).hookExecutor(time))) {
            Circuit circuit = interlock.define("c", c -> c.failureThreshold(1).resetTimeout(Duration.ofSeconds(30)));
            bad(circuit);

            time.advance(Duration.ofSeconds(30).minus(Duration.ofMillis(20)));
            assertThat(circuit.state()).isEqualTo(State.OPEN);

            time.advance(SECOND);
            assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
        }
    }

    private Scheduler scheduler(Haste haste) {
        return (task, delay) -> switch (haste) {
            case TEN_MILLISECONDS -> time.schedule(task, atLeast(delay.minusMillis(10)));
            case HALF -> time.schedule(task, atLeast(delay.dividedBy(2)));
            case AT_ONCE -> delay.compareTo(Duration.ofMillis(2)) < 0 ? atOnce(task) : time.schedule(task, delay);
        };
    }

    private static Duration atLeast(Duration delay) {
        return delay.compareTo(MILLISECOND) < 0 ? MILLISECOND : delay;
    }

    /** Within {@code schedule}, as a scheduler may that has nothing to wait for. */
    private static Scheduler.Cancellable atOnce(Runnable task) {
        task.run();
        return () -> {};
    }
}
