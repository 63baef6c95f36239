package dev.interlock.internal.call;

import dev.interlock.internal.engine.LastingTimers;
import dev.interlock.internal.engine.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ends the futures of calls whose time limit is over, which runs the user's code and so must not be done by a timer. An executor of the user's is asked
 * first; if it does not begin within a tick, full of hooks that hang or shut down, a thread of our own does it: a limit must not wait for a hook.
 */
final class Completions {

    private final LastingTimers timers;
    private final Executor own;
    private final @Nullable Executor given;

    /**
     * Completions.
     *
     * @param timers tell when an executor took too long
     * @param own    always has a thread
     * @param given  the user's hook executor; null if there is none
     */
    Completions(LastingTimers timers, Executor own, @Nullable Executor given) {
        this.timers = timers;
        this.own = own;
        this.given = given;
    }

    void run(Runnable completion) {
        Executor first = given;
        if (first == null) {
            own.execute(completion);
            return;
        }
        AtomicBoolean begun = new AtomicBoolean();
        LastingTimers.Timer late = timers.schedule(Ticker.SLOWEST, () -> own.execute(once(begun, completion)));
        try {
            first.execute(once(begun, () -> {
                late.cancel();
                completion.run();
            }));
        } catch (Throwable refused) {
            late.cancel();
            own.execute(once(begun, completion));
        }
    }

    private static Runnable once(AtomicBoolean begun, Runnable completion) {
        return () -> {
            if (begun.compareAndSet(false, true)) {
                completion.run();
            }
        };
    }
}
