package dev.interlock.internal.hook;

import dev.interlock.Guard;
import dev.interlock.Reason;
import dev.interlock.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs hooks of the user's on the hook executor, with a time limit. Whatever a hook does (throw, overflow the stack, hang,
 * interrupt), whoever asked gets exactly one answer, and soon.
 *
 * <p>A hook that hangs cannot be stopped; it keeps its thread. So there is a single flight for each key: while one asking is
 * still in user code, the next is answered at once, without a thread. At most as many threads hang as there are keys, and a
 * bad hook delays only itself (L4).
 */
public final class HookRunner {

    private final Executor executor;
    private final Scheduler scheduler;
    private final Duration limit;
    private final HookFailures failures;
    private final ConcurrentHashMap<Object, Asking> running = new ConcurrentHashMap<>();

    /** A runner with the time limit of each hook. */
    public HookRunner(Executor executor, Scheduler scheduler, Duration limit, HookFailures failures) {
        this.executor = executor;
        this.scheduler = scheduler;
        this.limit = limit;
        this.failures = failures;
    }

    /** Asks one guard. {@code then} is called exactly once, on this thread, a hook thread or the scheduler's. */
    public void ask(String name, Object singleFlightKey, Guard guard, Consumer<Answer> then) {
        ask(HookKind.GUARD, name, singleFlightKey, guard, limit, then);
    }

    /** Asks one hook of any kind, with a limit of its own. */
    public void ask(
            HookKind kind, String name, Object singleFlightKey, Guard hook, Duration within, Consumer<Answer> then) {
        start(
                kind,
                Map.of(name, hook),
                singleFlightKey,
                within,
                against -> then.accept(against.isEmpty() ? Answer.allowed(kind, name) : against.get(0)));
    }

    /**
     * Asks guards one after the other, each with the time limit. {@code then} is called exactly once with the reasons
     * against; none if all pass. A guard that is late ends the asking: those behind it are not asked.
     *
     * @return false, and {@code then} is never called, if an earlier asking under this key is under way and its answer is still to come
     */
    public boolean askAll(Map<String, Guard> guards, Object singleFlightKey, Consumer<List<Reason>> then) {
        return start(HookKind.GUARD, guards, singleFlightKey, limit, against -> then.accept(reasons(against)));
    }

    /**
     * Asks one hook of any kind, with the time limit.
     *
     * @return false, and {@code then} is never called, if an earlier asking under this key is under way and its answer is still to come
     */
    public boolean askOnce(HookKind kind, String name, Object singleFlightKey, Guard hook, Consumer<Answer> then) {
        return start(
                kind,
                Map.of(name, hook),
                singleFlightKey,
                limit,
                against -> then.accept(against.isEmpty() ? Answer.allowed(kind, name) : against.get(0)));
    }

    private boolean start(
            HookKind kind, Map<String, Guard> hooks, Object key, Duration within, Consumer<List<Answer>> then) {
        if (hooks.isEmpty()) {
            deliver(then, List.of());
            return true;
        }
        Asking asking = new Asking(this, kind, hooks, key, within, then);
        Asking earlier = running.putIfAbsent(key, asking);
        if (earlier == null) {
            asking.start();
        } else if (earlier.isAnswered()) { // but has not come back
            deliver(then, earlier.stillRunning());
        } else {
            return false;
        }
        return true;
    }

    /** Asks guards on this thread, without a limit: for events that a caller started. Keeps this thread's interrupt. */
    public static List<Reason> askNow(Map<String, Guard> guards, HookFailures failures) {
        if (guards.isEmpty()) {
            return List.of();
        }
        List<Answer> against = new ArrayList<>();
        for (Map.Entry<String, Guard> guard : guards.entrySet()) {
            String name = guard.getKey();
            try {
                if (!guard.getValue().allows()) {
                    against.add(Answer.refused(HookKind.GUARD, name));
                }
            } catch (Throwable thrown) {
                if (thrown instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                against.add(Answer.threw(HookKind.GUARD, name, thrown));
                failures.threw(HookKind.GUARD, name, thrown);
            }
        }
        return reasons(against);
    }

    private static List<Reason> reasons(List<Answer> against) {
        return against.stream().map(Answer::reason).toList();
    }

    /** How many askings are in user code, or on their way to it. */
    public int running() {
        return running.size();
    }

    Executor executor() {
        return executor;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    HookFailures failures() {
        return failures;
    }

    void release(Object key, Asking asking) {
        running.remove(key, asking);
    }

    /** Gives the answer. What follows from it is not the hook's affair, nor the thread's. */
    void deliver(Consumer<List<Answer>> then, List<Answer> against) {
        try {
            then.accept(against);
        } catch (Throwable thrown) {
            failures.threw(HookKind.INTERNAL, "after a hook", thrown);
        }
    }
}
