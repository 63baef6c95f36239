package dev.interlock.verification.fault;

/**
 * Recursion until the stack overflows, in few steps. The way back costs the machine a quarter of a microsecond for each frame: a thousand overflows
 * of small frames, as a clock that overflows in a minute of ticks has, took seconds. Arguments are what makes a frame wide however it is compiled.
 */
final class Overflow {

    private Overflow() {}

    /** Overflows the stack of this thread, from wherever it is. */
    static void now() {
        long unused =
                deeper(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @SuppressWarnings("InfiniteRecursion") // is what is asked for
    private static long deeper(
            long depth,
            long b1,
            long c1,
            long d1,
            long e1,
            long f1,
            long g1,
            long h1,
            long a2,
            long b2,
            long c2,
            long d2,
            long e2,
            long f2,
            long g2,
            long h2,
            long a3,
            long b3,
            long c3,
            long d3,
            long e3,
            long f3,
            long g3,
            long h3,
            long a4,
            long b4,
            long c4,
            long d4,
            long e4,
            long f4,
            long g4,
            long h4) {
        return deeper(
                        depth + 1, b1, c1, d1, e1, f1, g1, h1, a2, b2, c2, d2, e2, f2, g2, h2, a3, b3, c3, d3, e3, f3,
                        g3, h3, a4, b4, c4, d4, e4, f4, g4, h4)
                + 1;
    }
}
