package dev.interlock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Scheduler.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ManualTimeTest {

    private final ManualTime time = ManualTime.create();
    private final List<String> log = new ArrayList<>();

    @Test
    void clocks_notMoved_standStill() {
        assertThat(time.nanoTime()).isEqualTo(time.nanoTime()).isNotZero();
        assertThat(time.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void clocks_advanced_moveTogether() {
        long before = time.nanoTime();
        time.advance(seconds(90));
        assertThat(time.nanoTime() - before).isEqualTo(90_000_000_000L);
        assertThat(time.instant()).isEqualTo(Instant.parse("2026-01-01T00:01:30Z"));
        assertThat(time.elapsed()).isEqualTo(seconds(90));
    }

    @Test
    void clocks_startNearOverflow_differencesStayRight() {
        ManualTime late = ManualTime.startAt(Long.MAX_VALUE - 5);
        long before = late.nanoTime();
        late.schedule(() -> log.add("ran"), Duration.ofNanos(10));
        late.advance(Duration.ofNanos(10));
        assertThat(late.nanoTime()).isNegative();
        assertThat(late.nanoTime() - before).isEqualTo(10);
        assertThat(log).containsExactly("ran");
    }

    @Test
    void jumpBackwards_anyTime_movesOnlyTheMonotonicTime() {
        time.schedule(() -> log.add("ran"), seconds(10));
        time.advance(seconds(5));
        long before = time.nanoTime();
        Instant instant = time.instant();
        time.jumpBackwards(seconds(3));
        assertThat(time.nanoTime() - before).isEqualTo(-3_000_000_000L);
        assertThat(time.instant()).isEqualTo(instant);
        time.advance(seconds(5));
        assertThat(log).containsExactly("ran");
    }

    @Test
    void advance_severalTasks_runInOrderOfTimeThenOfInsertionAtTheirTime() {
        note("c", 3);
        note("a1", 1);
        note("a2", 1);
        note("later", 5);
        time.advance(seconds(4));
        assertThat(log).containsExactly("a1@1", "a2@1", "c@3");
        assertThat(time.elapsed()).isEqualTo(seconds(4));
        assertThat(time.pendingTasks()).isOne();
        assertThat(time.nextTaskIn()).contains(seconds(1));
    }

    @Test
    void advance_exactlyToTheTask_runsIt() {
        note("a", 2);
        time.advance(seconds(2).minusNanos(1));
        assertThat(log).isEmpty();
        time.advance(Duration.ofNanos(1));
        assertThat(log).containsExactly("a@2");
    }

    @Test
    void advance_taskReschedulesItself_runsEachOccurrenceOnTheWay() {
        tick();
        time.advance(seconds(3));
        assertThat(log).containsExactly("tick@1", "tick@2", "tick@3");
        assertThat(time.pendingTasks()).isOne();
    }

    private void tick() {
        time.schedule(
                () -> {
                    log.add("tick@" + time.elapsed().toSeconds());
                    tick();
                },
                seconds(1));
    }

    @Test
    void advance_negative_refused() {
        assertThatThrownBy(() -> time.advance(seconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> time.jumpBackwards(seconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancel_beforeItsTime_neverRunsAndIsNotPending() {
        Cancellable task = time.schedule(() -> log.add("ran"), seconds(1));
        assertThat(time.pendingTasks()).isOne();
        task.cancel();
        task.cancel();
        assertThat(time.pendingTasks()).isZero();
        time.advance(seconds(2));
        assertThat(log).isEmpty();
    }

    @Test
    void cancel_byTaskOfTheSameTime_isInTime() {
        Cancellable[] second = new Cancellable[1];
        time.schedule(() -> second[0].cancel(), seconds(1));
        second[0] = time.schedule(() -> log.add("ran"), seconds(1));
        time.advance(seconds(1));
        assertThat(log).isEmpty();
    }

    @Test
    void schedule_noDelay_runsBeforeReturning() {
        time.schedule(() -> log.add("zero"), Duration.ZERO);
        time.schedule(() -> log.add("negative"), seconds(-1));
        time.execute(() -> log.add("executed"));
        assertThat(log).containsExactly("zero", "negative", "executed");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void schedule_beyondTheEndOfTime_neverRunsAndDoesNotOverflow() {
        time.schedule(() -> log.add("ran"), Duration.ofSeconds(Long.MAX_VALUE));
        time.advance(Duration.ofDays(30));
        assertThat(log).isEmpty();
        assertThat(time.pendingTasks()).isOne();
    }

    @Test
    void execute_insideATask_runsAfterItInsteadOfInside() {
        time.execute(() -> {
            log.add("outer starts");
            time.execute(() -> log.add("inner"));
            log.add("outer ends");
        });
        assertThat(log).containsExactly("outer starts", "outer ends", "inner");
    }

    @Test
    void execute_insideATaskInOrderOfTime_precedesLaterTasks() {
        time.schedule(() -> time.execute(() -> log.add("inner")), seconds(1));
        note("later", 2);
        time.advance(seconds(2));
        assertThat(log).containsExactly("inner", "later@2");
    }

    @Test
    void execute_deepChain_doesNotGrowTheStack() {
        AtomicInteger left = new AtomicInteger(100_000);
        time.execute(new Runnable() {
            @Override
            public void run() {
                if (left.decrementAndGet() > 0) {
                    time.execute(this);
                }
            }
        });
        assertThat(left).hasValue(0);
    }

    @Test
    void advance_insideATask_refusedAndTold() {
        time.schedule(() -> time.advance(seconds(1)), seconds(1));
        assertThatThrownBy(() -> time.advance(seconds(1)))
                .isInstanceOf(AssertionError.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void advance_tasksThrow_othersRunAndAllFailuresAreThrown() {
        time.schedule(() -> fail("first"), seconds(1));
        note("between", 2);
        time.schedule(() -> fail("second"), seconds(3));
        assertThatThrownBy(() -> time.advance(seconds(4)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 task(s)")
                .hasMessageContaining("first")
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));
        assertThat(log).containsExactly("between@2");
        assertThat(time.elapsed()).isEqualTo(seconds(4));
        assertThat(time.failures()).isEmpty();
    }

    @Test
    void execute_taskThrows_keptForTakeFailures() {
        time.execute(() -> fail("oops"));
        assertThat(time.failures()).hasSize(1);
        assertThat(time.takeFailures()).singleElement().hasToString("java.lang.IllegalStateException: oops");
        assertThat(time.failures()).isEmpty();
        time.execute(() -> log.add("still works"));
        assertThat(log).containsExactly("still works");
    }

    @Test
    void pauseInline_tasksWithoutDelay_waitForResume() {
        time.pauseInline();
        time.execute(() -> log.add("a"));
        time.execute(() -> log.add("b"));
        assertThat(log).isEmpty();
        assertThat(time.dueTasks()).isEqualTo(2);
        time.resumeInline();
        assertThat(log).containsExactly("a", "b");
        time.execute(() -> log.add("c"));
        assertThat(log).containsExactly("a", "b", "c");
    }

    @Test
    void runNext_paused_runsOneAtATimeAndNotWhatIsNotDue() {
        time.pauseInline();
        note("later", 1);
        time.execute(() -> time.execute(() -> log.add("inner")));
        assertThat(time.runNext()).isTrue();
        assertThat(log).isEmpty();
        assertThat(time.runNext()).isTrue();
        assertThat(log).containsExactly("inner");
        assertThat(time.runNext()).isFalse();
        assertThat(time.pendingTasks()).isOne();
    }

    @Test
    void runNext_position_runsOutOfTurn() {
        time.pauseInline();
        time.execute(() -> log.add("a"));
        time.execute(() -> log.add("b"));
        assertThat(time.runNext(1)).isTrue();
        assertThat(time.runNext(1)).isFalse();
        time.advance(Duration.ZERO);
        assertThat(log).containsExactly("b", "a");
    }

    @Test
    void runNext_taskEndsThePause_runsTheRest() {
        time.pauseInline();
        time.execute(time::resumeInline);
        time.execute(() -> log.add("rest"));
        time.runNext();
        assertThat(log).containsExactly("rest");
        time.execute(() -> log.add("inline again"));
        assertThat(log).containsExactly("rest", "inline again");
    }

    private void note(String name, int delay) {
        time.schedule(() -> log.add(name + "@" + time.elapsed().toSeconds()), seconds(delay));
    }

    private static void fail(String message) {
        throw new IllegalStateException(message);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
