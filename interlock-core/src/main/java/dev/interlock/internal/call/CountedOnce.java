package dev.interlock.internal.call;

import dev.interlock.internal.call.Classifier.Meaning;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What is left to count of a call's outcome, when calls through the same circuit inside it have counted theirs, or one around it has.
 *
 * <p>The innermost counts. A call around one that failed counts no failure, unless another one inside has succeeded in between; a success it
 * counts only if nothing inside counted. A call that outlives the one around it counts no success, and no failure if that one has
 * counted one. Lock-free; one word says what was heard from inside, and that nothing is heard any more.
 */
abstract class CountedOnce {

    private static final AtomicIntegerFieldUpdater<CountedOnce> SAID =
            AtomicIntegerFieldUpdater.newUpdater(CountedOnce.class, "said");

    private static final int NOTHING = 0;
    private static final int IGNORED = 1;
    private static final int SUCCEEDED = 2;
    private static final int FAILED = 3;
    private static final int OVER = 4;

    /** What the calls inside said, the last success or failure before anything neutral. Once this one is decided, OVER and what it said itself. */
    private volatile int said;

    /** Called once, when the call is decided: whether that is to be counted. */
    final boolean isLeftToCount(Meaning meaning, boolean slow, @Nullable CountedOnce around) {
        int own = wordFor(meaning, said);
        int inside = SAID.getAndSet(this, OVER + own);
        int outside = around == null ? NOTHING : around.hear(own);
        return switch (meaning) {
            case SUCCESS, ANSWERED -> (inside < SUCCEEDED || (slow && inside == SUCCEEDED)) && outside < OVER;
            case FAILURE -> inside != FAILED && outside != OVER + FAILED;
            case IGNORED -> inside == NOTHING && outside < OVER;
            case COUNTED -> false;
        };
    }

    private static int wordFor(Meaning meaning, int inside) {
        return switch (meaning) {
            case SUCCESS, ANSWERED -> SUCCEEDED;
            case FAILURE, COUNTED -> FAILED;
            case IGNORED -> Math.max(inside, IGNORED);
        };
    }

    /** A call inside is decided; returns what was there before, which is over if this one was decided first. */
    private int hear(int word) {
        return SAID.getAndUpdate(this, now -> now >= OVER || (word == IGNORED && now != NOTHING) ? now : word);
    }
}
