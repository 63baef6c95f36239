package dev.interlock.internal.call;

import dev.interlock.Attribution;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The failures that were counted last in calls on a thread, or begun on it. A circuit whose call ends with one of them, which was counted under its own
 * name while that call ran, has seen it further in: it is the same failure, on its way up.
 *
 * <p>The marks on throwables do not tell that: one instance may be thrown to many threads at once, and then a circuit's own mark is that of another
 * call. A thread's own calls are nested, one in the other. Each thread keeps the latest {@value #KEPT}; when more than that lie between a
 * failure and its arrival further out, it is counted twice.
 *
 * <p>What is kept of a failure are two numbers, and no object: the hashes of the throwable's identity and of the circuit's name, and the moment. So a
 * failure costs one small array, and a thread holds nothing of anybody's. Two throwables of one call that have the same hash, one pair in some two
 * billion, are taken for one. The array is replaced whole, so that a call which ends on another thread may add its own; of two at once one may be
 * lost, which again counts twice.
 */
final class CountedFailures {

    private static final int KEPT = 4;

    /** Of each failure: what it was, and its moment, which is after 0. */
    private static final int NUMBERS = 2;

    /** Other threads read it: who sees the array sees what is in it. */
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Object[].class);

    private CountedFailures() {}

    /** A circuit has counted, and marked, a failure in a call that was begun on this thread. */
    static void add(@Nullable Object[] thread, Throwable counted, String circuit) {
        long what = (long) System.identityHashCode(Fallbacks.unwrapped(counted)) << Integer.SIZE
                | Integer.toUnsignedLong(circuit.hashCode());
        long moment = Attribution.moment();
        @Nullable Object[] row = thread;
        for (int hops = 0; row != null && hops < CallChain.HOPS; hops++) {
            long[] latest = new long[KEPT * NUMBERS];
            long[] before = of(row);
            if (before != null) {
                System.arraycopy(before, 0, latest, NUMBERS, (KEPT - 1) * NUMBERS);
            }
            latest[0] = what;
            latest[1] = moment;
            PLACE.setRelease(row, CallChain.COUNTED, latest);
            row = CallChain.worksFor(row);
        }
    }

    /** Whether a circuit counted the throwable, or a cause of it, on a thread after a moment. */
    static boolean has(@Nullable Object[] thread, Throwable thrown, String circuit, long moment) {
        Part part = since(thread, moment);
        return part != null && part.has(thrown, circuit);
    }

    /** What was counted on a thread since a part of a call began there; null if nothing. */
    static @Nullable Part since(@Nullable Object[] thread, long moment) {
        long[] kept = Attribution.moment() == moment ? null : of(thread);
        return kept == null || kept[1] <= moment ? null : new Part(kept, moment);
    }

    private static long @Nullable [] of(@Nullable Object[] thread) {
        return (long[]) PLACE.getAcquire(thread, CallChain.COUNTED);
    }

    /**
     * What was kept of a thread at one moment.
     *
     * @param kept  numbers, the latest failure's first; never written again
     * @param since only later ones count
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(long[] kept, long since) {

        /** Whether a circuit counted the throwable, or a cause of it. */
        boolean has(Throwable thrown, String circuit) {
            for (int at = 0; at < kept.length; at += NUMBERS) {
                int identity = (int) (kept[at] >>> Integer.SIZE);
                if (isOf(circuit, at) && Causes.any(thrown, link -> System.identityHashCode(link) == identity)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a circuit counted anything. */
        boolean hasAny(String circuit) {
            for (int at = 0; at < kept.length; at += NUMBERS) {
                if (isOf(circuit, at)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isOf(String circuit, int at) {
            return kept[at + 1] > since && (int) kept[at] == circuit.hashCode();
        }
    }
}
