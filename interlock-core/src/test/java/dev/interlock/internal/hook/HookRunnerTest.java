package dev.interlock.internal.hook;

import static dev.interlock.internal.hook.Guards.guards;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Guard;
import dev.interlock.Reason;
import dev.interlock.internal.time.ManualClock;
import dev.interlock.internal.time.ManualExecutor;
import dev.interlock.internal.time.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HookRunnerTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final ManualExecutor executor = new ManualExecutor();
    private final HookFailures failures = new HookFailures(clock, (level, text) -> {});
    private final HookRunner runner = new HookRunner(executor, scheduler, LIMIT, failures);
    private final List<List<Reason>> answers = new ArrayList<>();

    @Test
    void guards_allPass_answerOnceWithoutReasonsAndLeaveNothing() {
        runner.askAll(guards("a", () -> true, "b", () -> true), "key", answers::add);
        assertThat(answers).isEmpty();

        executor.runAll();
        scheduler.advance(LIMIT.multipliedBy(5));

        assertThat(answers).containsExactly(List.of());
        assertThat(scheduler.pending()).isZero();
        assertThat(runner.running()).isZero();
        assertThat(failures.total()).isZero();
    }

    @Test
    void guards_none_areAnsweredAtOnce() {
        runner.askAll(Map.of(), "key", answers::add);

        assertThat(answers).containsExactly(List.of());
        assertThat(executor.pending()).isZero();
    }

    @Test
    void guards_refusingAndThrowing_areAllReasonsInOrder() {
        Guard throwing = () -> {
            throw new IllegalStateException("no\nspace");
        };

        runner.askAll(guards("a", () -> false, "b", throwing), "key", answers::add);
        executor.runAll();

        assertThat(answers)
                .containsExactly(List.of(
                        new Reason(Reason.Kind.GUARD_REFUSED, "a", "guard 'a' refused"),
                        new Reason(Reason.Kind.GUARD_FAILED, "b", "guard 'b' threw IllegalStateException: no space")));
        assertThat(failures.total()).isEqualTo(1);
    }

    @Test
    void guard_overflowingTheStack_isAFailure() {
        runner.ask("deep", "key", () -> overflow(0), answer -> answers.add(List.of(answer.reason())));
        executor.runAll();

        assertThat(answers.get(0).get(0).message()).isEqualTo("guard 'deep' threw StackOverflowError");
        assertThat(failures.total()).isEqualTo(1);
    }

    @Test
    void guard_interrupted_doesNotInterruptTheNext() {
        Guard interrupted = () -> {
            Thread.currentThread().interrupt();
            throw new InterruptedException("planted");
        };
        AtomicInteger sawFlag = new AtomicInteger();
        Guard next = () -> {
            sawFlag.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
            return true;
        };

        runner.askAll(guards("a", interrupted, "b", next), "key", answers::add);
        executor.runAll();

        // The manual executor ran it on the asker's own thread, which keeps its interrupt.
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sawFlag).hasValue(0);
        assertThat(answers.get(0)).extracting(Reason::kind).containsExactly(Reason.Kind.GUARD_FAILED);
    }

    @Test
    void guard_interruptedOnAHookThread_leavesNoFlagThere() throws Exception {
        LinkedBlockingQueue<Boolean> flags = new LinkedBlockingQueue<>();
        HookRunner threaded = new HookRunner(task -> new Thread(task).start(), scheduler, LIMIT, failures);

        threaded.ask(
                "a",
                "key",
                () -> throwInterrupted(),
                answer -> flags.add(Thread.currentThread().isInterrupted()));

        assertThat(flags.take()).isFalse();
    }

    @Test
    void guard_notStartedInTime_isTimedOutAndNeverAsked() {
        AtomicInteger asked = new AtomicInteger();
        runner.askAll(guards("a", () -> asked.incrementAndGet() > 0, "b", () -> true), "key", answers::add);

        scheduler.advance(LIMIT);
        executor.runAll();

        assertThat(answers)
                .containsExactly(
                        List.of(new Reason(Reason.Kind.GUARD_TIMED_OUT, "a", "guard 'a' did not answer within 1 s")));
        assertThat(asked).hasValue(0);
        assertThat(runner.running()).isZero();
        assertThat(failures.total()).isEqualTo(1);
    }

    @Test
    void guard_late_isTimedOutOnceAndItsAnswerDropped() {
        Guard slow = () -> {
            scheduler.advance(LIMIT);
            throw new IllegalStateException("late");
        };
        AtomicInteger asked = new AtomicInteger();
        runner.askAll(
                guards("a", () -> true, "slow", slow, "c", () -> asked.incrementAndGet() > 0), "key", answers::add);

        executor.runAll();

        assertThat(answers)
                .containsExactly(List.of(
                        new Reason(Reason.Kind.GUARD_TIMED_OUT, "slow", "guard 'slow' did not answer within 1 s")));
        assertThat(asked).hasValue(0);
        assertThat(failures.total()).isEqualTo(1);
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void guard_lastAndLate_isAnsweredOnce() {
        Guard slow = () -> {
            scheduler.advance(LIMIT);
            return true;
        };
        runner.askAll(guards("slow", slow), "key", answers::add);

        executor.runAll();

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0)).extracting(Reason::kind).containsExactly(Reason.Kind.GUARD_TIMED_OUT);
    }

    @Test
    void guards_each_haveTheWholeLimit() {
        Guard slow = () -> {
            scheduler.advance(Duration.ofMillis(900));
            return true;
        };

        runner.askAll(guards("a", slow, "b", slow, "c", slow), "key", answers::add);
        executor.runAll();

        assertThat(answers).containsExactly(List.of());
    }

    @Test
    void guard_hanging_costsOneThreadHoweverOftenItIsAsked() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        LinkedBlockingQueue<Thread> hanging = new LinkedBlockingQueue<>();
        AtomicInteger threads = new AtomicInteger();
        HookRunner threaded = new HookRunner(
                task -> {
                    threads.incrementAndGet();
                    new Thread(task).start();
                },
                scheduler,
                LIMIT,
                failures);
        LinkedBlockingQueue<List<Reason>> heard = new LinkedBlockingQueue<>();
        Guard hang = () -> {
            hanging.add(Thread.currentThread());
            release.await();
            return true;
        };

        threaded.askAll(Map.of("hang", hang), "key", heard::add);
        Thread stuck = hanging.take();
        scheduler.advance(LIMIT);
        for (int i = 0; i < 100; i++) {
            threaded.askAll(Map.of("hang", hang), "key", heard::add);
        }
        threaded.askAll(Map.of("fine", () -> true), "other key", reasons -> heard.add(List.of()));

        assertThat(heard.take().get(0).message()).isEqualTo("guard 'hang' did not answer within 1 s");
        for (int i = 0; i < 100; i++) {
            assertThat(heard.take().get(0))
                    .isEqualTo(new Reason(Reason.Kind.GUARD_TIMED_OUT, "hang", "guard 'hang' is still running"));
        }
        assertThat(heard.take()).as("another key is not delayed").isEmpty();
        assertThat(threads).hasValue(2);

        release.countDown();
        stuck.join();
        threaded.askAll(Map.of("hang", () -> true), "key", heard::add);
        assertThat(heard.take()).as("asked again once it came back").isEmpty();
    }

    @Test
    void executor_thatRefuses_isAFailureAndTheKeyIsFree() {
        HookRunner full = new HookRunner(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                scheduler,
                LIMIT,
                failures);

        full.askAll(guards("a", () -> true), "key", answers::add);
        full.askAll(guards("a", () -> true), "key", answers::add);

        assertThat(answers)
                .hasSize(2)
                .allSatisfy(reasons -> assertThat(reasons.get(0).message())
                        .isEqualTo("guard 'a' could not be asked: RejectedExecutionException: full"));
        assertThat(scheduler.pending()).isZero();
    }

    @Test
    void answer_mayAskAgainAtOnce() {
        runner.askAll(
                guards("a", () -> false), "key", first -> runner.askAll(guards("a", () -> true), "key", answers::add));

        executor.runAll();

        assertThat(answers).containsExactly(List.of());
    }

    @Test
    void answer_thatThrows_isCountedAndHurtsNobody() {
        runner.askAll(guards("a", () -> true), "key", reasons -> {
            throw new StackOverflowError("planted");
        });

        executor.runAll();

        assertThat(failures.count(HookKind.INTERNAL)).isEqualTo(1);
        assertThat(runner.running()).isZero();
    }

    @Test
    void askNow_guards_areAskedHereAndTheInterruptIsKept() {
        Guard interrupted = HookRunnerTest::throwInterrupted;

        List<Reason> reasons = HookRunner.askNow(guards("a", interrupted, "b", () -> false), failures);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(reasons)
                .extracting(Reason::kind)
                .containsExactly(Reason.Kind.GUARD_FAILED, Reason.Kind.GUARD_REFUSED);
        assertThat(failures.total()).isEqualTo(1);
    }

    private static boolean throwInterrupted() throws InterruptedException {
        throw new InterruptedException("planted");
    }

    private static boolean overflow(int depth) {
        return depth < 0 || !overflow(depth + 1);
    }
}
