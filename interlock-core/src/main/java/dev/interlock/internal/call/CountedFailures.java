package dev.interlock.internal.call;

import dev.interlock.Attribution;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The failures that were counted last in calls on a thread, or begun on it. A circuit whose call ends with one of them, which was counted under its own
 * name while that call ran, has seen it further in: it is the same failure, on its way up.
 *
 * <p>The marks on throwables do not tell that: one instance may be thrown to many threads at once, and then a circuit's own mark is that of another
 * call. A thread's own calls are nested, one in the other. Each thread keeps the latest {@value #KEPT}; when more than that lie between a
 * failure and its arrival further out, it is counted twice. The entries are objects of the JDK's, with the throwable held weakly, and the
 * array is replaced whole, so that a call which ends on another thread may add its own; of two at once one may be lost, which again
 * counts twice.
 */
final class CountedFailures {

    private static final int KEPT = 4;

    private static final int THROWABLE = 0;
    private static final int CIRCUIT = 1;
    private static final int MOMENT = 2;

    private CountedFailures() {}

    /** A circuit has counted, and marked, a failure in a call that was begun on this thread. */
    static void add(@Nullable Object[] thread, Throwable counted, String circuit) {
        Object[] entry = {new WeakReference<>(Fallbacks.unwrapped(counted)), circuit, Attribution.moment()};
        @Nullable Object[] row = thread;
        for (int hops = 0; row != null && hops < KEPT; hops++) {
            Object[] before = of(row);
            Object[] latest = new Object[before == null ? 1 : Math.min(KEPT, before.length + 1)];
            latest[0] = entry;
            if (before != null) {
                System.arraycopy(before, 0, latest, 1, latest.length - 1);
            }
            row[CallChain.COUNTED] = latest;
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
        Object[] kept = of(thread);
        return kept == null || Attribution.moment() == moment ? null : new Part(kept, moment);
    }

    private static Object @Nullable [] of(@Nullable Object[] thread) {
        return (Object[]) thread[CallChain.COUNTED];
    }

    /**
     * What was kept of a thread at one moment.
     *
     * @param kept  entries, never written again
     * @param since only later ones count
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(Object[] kept, long since) {

        boolean has(Throwable thrown, String circuit) {
            return CountedFailures.isIn(kept, thrown, circuit, since);
        }
    }

    private static boolean isIn(Object[] kept, Throwable thrown, String circuit, long moment) {
        for (Object each : kept) {
            Object[] entry = (Object[]) each;
            if ((long) entry[MOMENT] > moment
                    && entry[CIRCUIT].equals(circuit)
                    && Causes.any(thrown, link -> isThe(entry[THROWABLE], link))) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked") // as it was put in
    private static boolean isThe(Object reference, Throwable link) {
        return ((WeakReference<Throwable>) reference).refersTo(link);
    }
}
