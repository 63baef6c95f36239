package dev.interlock;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The marks that circuits leave on throwables they counted.
 *
 * <p>A mark holds (throwable identity, circuit, moment). It is honoured only by calls that were already running when it was made, so
 * one static exception instance that is thrown twice is two failures: the second call began after the first mark. A
 * global sequence that is read at the start of a call is enough to tell, so the permitted path keeps no stack of calls.
 *
 * <p>Memory: two generations of at most {@value #GENERATION} marks. When the younger is full it becomes the older, and the older is
 * forgotten; a failure that is still on its way up after that many others would be counted twice, which is the price of
 * the bound. Throwables are held weakly. Lookups and marks are lock-free but for the bins of the map.
 */
final class Marks {

    static final int GENERATION = 8_192;

    /** Links of a cause chain that are looked at; longer chains, and chains that bite their own tail, end here. */
    static final int MAX_CAUSES = 32;

    private static final AtomicLong sequence = new AtomicLong();

    private static volatile Generations generations =
            new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    private Marks() {}

    static long moment() {
        return sequence.get();
    }

    static void put(Throwable throwable, String circuit) {
        if (generations.young.size() >= GENERATION) {
            nextGeneration();
        }
        Mark mark = new Mark(circuit, sequence.incrementAndGet());
        Throwable link = throwable;
        generations.young.put(new Identity(link), mark);
        // What futures wrap around a failure is made anew at each step: the failure itself is the same in all of them.
        for (int i = 0; i < MAX_CAUSES && isFutureWrapper(link); i++) {
            Throwable cause = causeOf(link);
            if (cause == null) {
                break;
            }
            link = cause;
            generations.young.put(new Identity(link), mark);
        }
    }

    private static boolean isFutureWrapper(Throwable throwable) {
        return throwable instanceof CompletionException || throwable instanceof ExecutionException;
    }

    private static synchronized void nextGeneration() { // short, and no user code: cannot pin or deadlock
        if (generations.young.size() >= GENERATION) {
            generations = new Generations(new ConcurrentHashMap<>(), generations.young);
        }
    }

    /** The circuit that last marked the throwable or one of its causes after {@code moment}; null if none did. */
    static @Nullable String find(Throwable throwable, long moment) {
        Generations now = generations;
        Throwable link = throwable;
        for (int i = 0; link != null && i < MAX_CAUSES; i++) {
            Identity key = new Identity(link);
            Mark mark = now.young.get(key);
            if (mark == null) {
                mark = now.old.get(key);
            }
            if (mark != null && mark.moment > moment) {
                return mark.circuit;
            }
            link = causeOf(link);
        }
        return null;
    }

    private static @Nullable Throwable causeOf(Throwable throwable) {
        try {
            return throwable.getCause();
        } catch (RuntimeException hostile) { // a throwable of the user's may do anything
            return null;
        }
    }

    private record Mark(String circuit, long moment) {}

    private record Generations(ConcurrentHashMap<Identity, Mark> young, ConcurrentHashMap<Identity, Mark> old) {}

    /** A throwable as a key, by identity: throwables may define equals. */
    private static final class Identity extends WeakReference<Throwable> {

        private final int hash;

        Identity(Throwable throwable) {
            super(throwable);
            this.hash = System.identityHashCode(throwable);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            return other instanceof Identity that && that.hash == hash && get() != null && that.refersTo(get());
        }
    }
}
