package dev.interlock.internal.hook;

import dev.interlock.Guard;
import dev.interlock.Scheduler.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One asking of some hooks, one after the other in one task of the executor.
 *
 * <p>Who answers is decided by one word, {@link #turn}: the number of the hook that is being asked. The task moves it on when
 * a hook came back; the time limit of hook n moves it from n to {@link #ENDED}. Whoever moves it to ENDED answers, so there
 * is exactly one answer, and the answer of a hook that came back late is dropped. The key of the single flight is held from
 * the start until the task left the user's code, and let go before the answer is given: whoever gets the answer may ask
 * again.
 */
final class Asking implements Runnable {

    private static final int QUEUED = -1;
    private static final int ENDED = Integer.MAX_VALUE;
    private static final Cancellable NOTHING_TO_CANCEL = () -> {};

    private final HookRunner runner;
    private final HookKind kind;
    private final List<Map.Entry<String, Guard>> hooks;
    private final Object key;
    private final Duration limit;
    private final Consumer<List<Answer>> then;

    private final AtomicInteger turn = new AtomicInteger(QUEUED);
    /** Whoever asks; its interrupts are not ours to keep. */
    private final Thread asker = Thread.currentThread();
    /** Written by the task only, and by the asker before the task is handed over. */
    private final List<Answer> against = new ArrayList<>(2);

    private Cancellable timer = NOTHING_TO_CANCEL;
    private @Nullable Throwable thrown;

    Asking(
            HookRunner runner,
            HookKind kind,
            Map<String, Guard> hooks,
            Object key,
            Duration limit,
            Consumer<List<Answer>> then) {
        this.runner = runner;
        this.kind = kind;
        this.hooks = List.copyOf(hooks.entrySet());
        this.key = key;
        this.limit = limit;
        this.then = then;
    }

    void start() {
        // The limit of the first hook includes its wait for a thread: an executor that is full must not silence a
        // timer.
        arm(0);
        try {
            runner.executor().execute(this);
        } catch (Throwable refused) {
            end(QUEUED, Answer.notAsked(kind, hooks.get(0).getKey(), refused));
        }
    }

    @Override
    public void run() {
        if (!turn.compareAndSet(QUEUED, 0)) {
            return; // Too late to begin, answered already.
        }
        int last = hooks.size() - 1;
        Answer answer;
        boolean interrupted = false;
        try {
            for (int index = 0; ; index++) {
                answer = ask(index);
                interrupted |= takeInterrupt();
                if (index == last) {
                    break;
                }
                Cancellable over = timer;
                if (!turn.compareAndSet(index, index + 1)) {
                    return;
                }
                note(answer);
                arm(index + 1);
                over.cancel();
            }
        } finally {
            runner.release(key, this);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (turn.compareAndSet(last, ENDED)) {
            note(answer);
            answer();
        }
    }

    private Answer ask(int index) {
        String name = hooks.get(index).getKey();
        thrown = null;
        try {
            return hooks.get(index).getValue().allows() ? Answer.allowed(kind, name) : Answer.refused(kind, name);
        } catch (Throwable failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            thrown = failure;
            return Answer.threw(kind, name, failure);
        }
    }

    /**
     * Takes the interrupt a hook left behind, so that it does not fail the next hook. True if it is to be given back: an
     * executor that runs tasks on the asker's thread must not lose the asker's own; a hook thread's means nothing later.
     */
    private boolean takeInterrupt() {
        return Thread.interrupted() && Thread.currentThread() == asker;
    }

    /** Keeps an answer that came in time. */
    private void note(Answer answer) {
        if (!answer.isAllowed()) {
            against.add(answer);
        }
        if (thrown != null) {
            runner.failures().threw(kind, answer.name(), thrown);
        }
    }

    private void answer() {
        try {
            timer.cancel();
        } finally {
            runner.deliver(then, against);
        }
    }

    private void arm(int index) {
        try {
            timer = runner.scheduler().schedule(() -> late(index), limit);
        } catch (Throwable refused) {
            // Better a hook without a limit than a circuit that is never asked about again.
            timer = NOTHING_TO_CANCEL;
            runner.failures().threw(HookKind.PLATFORM, "scheduler", refused);
        }
    }

    private void late(int index) {
        Answer late = Answer.late(kind, hooks.get(index).getKey(), limit);
        if (index == 0 && end(QUEUED, late)) {
            // Whatever the hook is for, this is not its answer.
            HookKind whose = kind.answersByFailing() ? HookKind.PLATFORM : kind;
            runner.failures().report(whose, late.name(), late.sentence() + ": the hook executor had no thread for it");
        } else if (turn.compareAndSet(index, ENDED)) {
            runner.failures().report(kind, late.name(), late.sentence());
            runner.deliver(then, List.of(late));
        }
    }

    /** Answers for a task that has not begun, and never will. */
    private boolean end(int from, Answer answer) {
        if (!turn.compareAndSet(from, ENDED)) {
            return false;
        }
        timer.cancel();
        runner.release(key, this);
        runner.deliver(then, List.of(answer));
        return true;
    }

    /** Whether it has given its answer, though a hook may still be running. */
    boolean isAnswered() {
        return turn.get() == ENDED;
    }

    /** What a second asking of the same key hears. */
    List<Answer> stillRunning() {
        int now = turn.get();
        int index = now >= 0 && now < hooks.size() ? now : 0;
        return List.of(Answer.stillRunning(kind, hooks.get(index).getKey()));
    }
}
