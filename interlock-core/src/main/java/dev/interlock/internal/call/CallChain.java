package dev.interlock.internal.call;

import dev.interlock.ContextCarrier;
import org.jspecify.annotations.Nullable;

/**
 * The permitted calls that a thread is inside of, the innermost first, and which thread it works for. So a circuit that is met again
 * inside its own call knows the call, and takes nothing a second time.
 *
 * <p>A thread is inside a call while the call's work runs on it: the work itself, the part of asynchronous work that begins it, and whatever runs in
 * {@link dev.interlock.Permit#within}. Work that this library runs on another thread (executors, hedges, fallbacks) takes the
 * chain along. A plain closed call is in no chain: it would cost what it is made for.
 *
 * <p>What a thread knows is an array of its own, see {@link SlowFrame}: it holds objects of this library only while the thread is in a call.
 */
final class CallChain {

    /** The innermost permit of the thread. */
    private static final int INNERMOST = 0;
    /** What {@link CountedFailures} keeps. */
    static final int COUNTED = 1;
    /** The row of the thread that this one works for. */
    private static final int WORKS_FOR = 2;
    /** The token of {@link Calm}. */
    static final int CALM = 3;

    /** How many threads deep it is told for whom a thread works. */
    static final int HOPS = 4;

    private static final ThreadLocal<@Nullable Object[]> CURRENT = ThreadLocal.withInitial(() -> new Object[4]);

    private CallChain() {}

    /** What is known of this thread. */
    static @Nullable Object[] ofThisThread() {
        return CURRENT.get();
    }

    /** The innermost call of a thread that holds something still. A call that is over leads to the one around it. */
    static @Nullable CallInChain innermost(@Nullable Object[] thread) {
        CallInChain permit = (CallInChain) thread[INNERMOST];
        while (permit != null && permit.isOver()) {
            permit = permit.around();
        }
        return permit;
    }

    /** The innermost call of a circuit that this thread is inside of; null if it is in none. */
    static @Nullable CallInChain innermostOf(CircuitImpl circuit) {
        return innermostOf(circuit, innermost(CURRENT.get()));
    }

    /** The innermost call of a circuit, from a call outwards. */
    static @Nullable CallInChain innermostOf(CircuitImpl circuit, @Nullable CallInChain from) {
        CallInChain permit = from;
        while (permit != null && permit.circuit() != circuit) {
            permit = permit.around();
        }
        return permit;
    }

    /** From now on the thread is inside a call; returns what it was inside of. */
    static @Nullable CallInChain enter(@Nullable Object[] thread, @Nullable CallInChain permit) {
        CallInChain before = (CallInChain) thread[INNERMOST];
        thread[INNERMOST] = permit;
        return before;
    }

    /** The row of the thread for which this one works; null if it works for itself. */
    static @Nullable Object @Nullable [] worksFor(@Nullable Object[] thread) {
        return (Object[]) thread[WORKS_FOR];
    }

    /** A carrier that takes the chain along, beside what the user's takes. */
    static ContextCarrier carriedBy(ContextCarrier users) {
        return task -> {
            @Nullable Object[] caller = CURRENT.get();
            CallInChain around = innermost(caller);
            return users.wrap(() -> inside(caller, around, task));
        };
    }

    private static void inside(@Nullable Object[] caller, @Nullable CallInChain around, Runnable task) {
        @Nullable Object[] thread = CURRENT.get();
        if (thread == caller) { // an executor that runs tasks on the thread that brings them, or the end of a call that
            // never left it
            CallInChain before = enter(thread, around);
            try {
                task.run();
            } finally {
                enter(thread, before);
            }
            return;
        }
        Object workedFor = thread[WORKS_FOR];
        CallInChain before = enter(thread, around);
        thread[WORKS_FOR] = caller;
        try {
            task.run();
        } finally {
            thread[WORKS_FOR] = workedFor;
            enter(thread, before);
        }
    }
}
