package dev.interlock.internal.state;

import dev.interlock.internal.window.Window;
import java.util.concurrent.atomic.LongAdder;

/**
 * The successes that were recorded in a circuit's earlier windows, for its total. Immutable, and part of the state that succeeds them: a
 * reader of one graph finds every window once, and never one twice or not at all.
 *
 * <p>The counters of the latest windows stay alive here, because a call may end after the transition that replaced its window. Of older
 * ones only the sum is kept: a call that is overtaken by {@value #KEPT} windows is missing from the total, which decides nothing.
 */
public final class Successes {

    /** How many windows a call may be late. */
    static final int KEPT = 8;

    static final Successes NONE = new Successes(0, new LongAdder[0]);

    private final long older;

    /** Oldest first. */
    private final LongAdder[] latest;

    private Successes(long older, LongAdder[] latest) {
        this.older = older;
        this.latest = latest;
    }

    /** With one more window behind. Pure, but for calls that end meanwhile. */
    Successes and(Window replaced) {
        int drop = latest.length == KEPT ? 1 : 0;
        LongAdder[] next = new LongAdder[latest.length - drop + 1];
        System.arraycopy(latest, drop, next, 0, latest.length - drop);
        next[next.length - 1] = replaced.successes();
        return new Successes(drop == 1 ? older + latest[0].sum() : older, next);
    }

    /** All of them. */
    public long sum() {
        long sum = older;
        for (LongAdder each : latest) {
            sum += each.sum();
        }
        return sum;
    }
}
