package dev.interlock.internal.call;

import org.jspecify.annotations.Nullable;

/**
 * Whether a refusal was made on a thread while a permit was out. Refusals are made by the million in an outage, and seldom does anybody ask. So whoever
 * takes a permit leaves a token on the thread, a refusal takes away whatever lies there, and who asks looks whether it is still that token. Before
 * anybody has taken a permit at all, refusals do not even look.
 *
 * <p>A token is an object of the JDK's, and stays on the thread until a refusal.
 */
final class Calm {

    /** Not volatile: a thread sees what it wrote itself, and one that works for it got the work after that. */
    private static boolean asked;

    private Calm() {}

    /** From now on refusals on the thread are heard; returns what {@link #isOver} wants. */
    static Object begin(@Nullable Object[] thread) {
        if (!asked) {
            asked = true;
        }
        Object token = thread[CallChain.CALM];
        if (token == null) {
            token = new Object();
            thread[CallChain.CALM] = token;
        }
        return token;
    }

    /** Whether a refusal was made on the thread, or on one that worked for it, since the token was given. */
    static boolean isOver(@Nullable Object[] thread, Object token) {
        return thread[CallChain.CALM] != token;
    }

    /** A circuit refuses a call on this thread. */
    static void end() {
        if (asked) {
            endOn(CallChain.ofThisThread());
        }
    }

    private static void endOn(@Nullable Object[] thread) {
        @Nullable Object[] row = thread;
        for (int hops = 0; row != null && hops < CallChain.HOPS; hops++) {
            if (row[CallChain.CALM] != null) {
                row[CallChain.CALM] = null;
            }
            row = CallChain.worksFor(row);
        }
    }
}
