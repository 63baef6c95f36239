package dev.interlock.internal.call;

/**
 * Makes sure, before a place is taken, that the stack is deep enough to hand it back. If it is not, the StackOverflowError comes here, while
 * nothing is held yet. Once it passed, the way that ends the call, which begins at the same depth and is shorter, cannot
 * overflow. Only calls that take a place pay for it; plain closed ones hold nothing.
 */
final class StackReserve {

    /** Frames of the probe; the way that ends a call needs a good deal fewer, also where they are interpreted. */
    private static final int FRAMES = 48;

    private StackReserve() {}

    /** Throws a StackOverflowError if less stack is left than ending a call may need. */
    static void ensure() {
        if (descend(FRAMES, 1, 2, 3, 4, 5, 6, 7) == 0) {
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
