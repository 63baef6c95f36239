package dev.interlock;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The marks that circuits leave on throwables they counted.
 *
 * <p>A mark holds (throwable identity, circuit, moment). It is honoured only by calls that were already running when it was made, so
 * one static exception instance that is thrown twice is two failures: the second call began after the first mark. A
 * global sequence that is read at the start of a call is enough to tell, so the permitted path keeps no stack of calls; and a call
 * during which nothing at all was marked needs no search.
 *
 * <p>The marks stand in sets of {@value #WAYS}, found by the throwable's identity hash. A new mark takes the place of one whose throwable is
 * gone, else of the oldest of its set. That bounds the memory to {@value #SETS} sets, about a megabyte, and the search to one set;
 * the price is that a failure still on its way up is forgotten, and counted twice, when {@value #WAYS} later ones fell into its set. While
 * {@value #SETS} others are marked, that happens to one in a hundred thousand. A circuit that marks the same instance again
 * allocates nothing. Throwables are held weakly.
 *
 * <p>Progress: lock-free; whoever loses a place to another mark looks for the next one.
 */
final class Marks {

    static final int SETS = 4_096;
    static final int WAYS = 8;

    /** Links of a cause chain that are looked at; longer chains, and chains that bite their own tail, end here. */
    static final int MAX_CAUSES = 32;

    private static final AtomicLong sequence = new AtomicLong();

    private static final AtomicReferenceArray<@Nullable Mark> places = new AtomicReferenceArray<>(SETS * WAYS);

    private Marks() {}

    static long moment() {
        return sequence.get();
    }

    static void put(Throwable throwable, String circuit) {
        long moment = sequence.incrementAndGet();
        put(throwable, circuit, moment);
        Throwable link = throwable;
        // What futures wrap around a failure is made anew at each step: the failure itself is the same in all of them.
        for (int i = 0; i < MAX_CAUSES && isFutureWrapper(link); i++) {
            Throwable cause = causeOf(link);
            if (cause == null) {
                break;
            }
            link = cause;
            put(link, circuit, moment);
        }
    }

    private static void put(Throwable throwable, String circuit, long moment) {
        int set = setOf(throwable);
        while (true) {
            int victim = set;
            long oldest = Long.MAX_VALUE;
            Mark replaced = null;
            for (int place = set; place < set + WAYS; place++) {
                Mark mark = places.get(place);
                if (mark != null && mark.refersTo(throwable)) {
                    if (mark.circuit.equals(circuit)) {
                        mark.renew(moment);
                        return;
                    }
                    victim = place; // a circuit that counts an instance takes it over
                    replaced = mark;
                    break;
                }
                long age = mark == null || mark.refersTo(null) ? Long.MIN_VALUE : mark.moment;
                if (age < oldest) {
                    oldest = age;
                    victim = place;
                    replaced = mark;
                }
            }
            if (places.compareAndSet(victim, replaced, new Mark(throwable, circuit, moment))) {
                return;
            }
        }
    }

    /** The circuit that last marked the throwable or one of its causes after {@code moment}; null if none did. */
    static @Nullable String find(Throwable throwable, long moment) {
        if (sequence.get() == moment) {
            return null;
        }
        Throwable link = throwable;
        for (int i = 0; link != null && i < MAX_CAUSES; i++) {
            Mark mark = latest(link);
            if (mark != null && mark.moment > moment) {
                return mark.circuit;
            }
            link = causeOf(link);
        }
        return null;
    }

    private static @Nullable Mark latest(Throwable throwable) {
        int set = setOf(throwable);
        Mark latest = null;
        for (int place = set; place < set + WAYS; place++) {
            Mark mark = places.get(place);
            // Two threads that mark one instance at once may leave two marks.
            if (mark != null && mark.refersTo(throwable) && (latest == null || mark.moment > latest.moment)) {
                latest = mark;
            }
        }
        return latest;
    }

    private static int setOf(Throwable throwable) {
        return (System.identityHashCode(throwable) & (SETS - 1)) * WAYS;
    }

    private static boolean isFutureWrapper(Throwable throwable) {
        return throwable instanceof CompletionException || throwable instanceof ExecutionException;
    }

    private static @Nullable Throwable causeOf(Throwable throwable) {
        try {
            return throwable.getCause();
        } catch (Throwable hostile) { // a throwable of the user's may do anything, and throw an Error
            return null;
        }
    }

    /** Compares throwables by identity: they may define equals. */
    private static final class Mark extends WeakReference<Throwable> {

        private static final AtomicLongFieldUpdater<Mark> MOMENT =
                AtomicLongFieldUpdater.newUpdater(Mark.class, "moment");

        private final String circuit;
        private volatile long moment;

        Mark(Throwable throwable, String circuit, long moment) {
            super(throwable);
            this.circuit = circuit;
            this.moment = moment;
        }

        /** Later marks only: a thread that was held up must not hide a newer one. */
        void renew(long later) {
            long held = moment;
            while (held < later && !MOMENT.compareAndSet(this, held, later)) {
                held = moment;
            }
        }
    }
}
