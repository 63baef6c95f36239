package dev.interlock.internal.call;

/**
 * Makes sure, before a place is taken, that the stack is deep enough to hand it back. If it is not, the StackOverflowError comes here, while
 * nothing is held yet. Once it passed, the way that ends the call, which begins at the same depth and is shorter, cannot
 * overflow. Only calls that take a place pay for it; plain closed ones hold nothing.
 */
public final class StackReserve {

    /** Frames that ending a call may need: recording, a commit, and the walk of its events. */
    private static final int TO_END = 100;

    /** Frames that lie between admission and the end of a call that ends on the way back, futures included, and the end. */
    private static final int TO_ADMIT = 400;

    private StackReserve() {}

    /** Before a place is taken: throws a StackOverflowError if less stack is left than the call may need to end. */
    public static void ensureForCall() {
        ensure(TO_ADMIT);
    }

    /** Before a call that holds something is ended: throws a StackOverflowError while nothing is half done. */
    static void ensureForEnd() {
        ensure(TO_END);
    }

    private static void ensure(int frames) {
        if (descend(frames, 1, 2, 3, 4, 5, 6, 7) == 0) {
            throw new AssertionError("unreachable: it keeps the probe from being optimized away");
        }
    }

    // The parameters make each frame about as wide as an ordinary one; the use after the call forbids turning it into a
    // loop.
    private static long descend(int frames, long a, long b, long c, long d, long e, long f, long g) {
        if (frames == 0) {
            return a + b + c + d + e + f + g;
        }
        return descend(frames - 1, b, c, d, e, f, g, a) + (frames & 1);
    }
}
