package dev.interlock.internal.call;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that make timed calls, for {@link InFlight} to look at: of each the place in which its current {@link SlowFrame} stands. Of all
 * interlocks: a thread has one row of nested calls.
 *
 * <p>A platform thread is here from its first timed call on, and gone with itself. A virtual one lives for a single task, and there may be
 * millions between two collections; so it is here only while it is in a timed call. Its place has a second element, which is how it is known.
 *
 * <p>A place holds nothing of this library when no call is under way, so that a thread which outlives the library's class loader does not keep it.
 */
final class TimedThreads {

    private static final Set<WeakReference<@Nullable Object[]>> THREADS = ConcurrentHashMap.newKeySet();

    private TimedThreads() {}

    /** The place of the thread that asks for the first time. */
    static @Nullable Object[] newPlace() {
        boolean virtual = VirtualThreads.isCurrent();
        @Nullable Object[] place = new Object[virtual ? 2 : 1];
        WeakReference<@Nullable Object[]> reference = new WeakReference<>(place);
        if (virtual) {
            place[1] = reference;
        } else {
            THREADS.add(reference);
        }
        return place;
    }

    /** Whether a thread is here only while it is in a call, and says so when it comes and goes. */
    static boolean comesAndGoes(@Nullable Object[] place) {
        return place.length != 1;
    }

    /** It begins its outermost call. */
    static void comes(@Nullable Object[] place) {
        THREADS.add(reference(place));
    }

    /** Its outermost call is over. */
    static void goes(@Nullable Object[] place) {
        THREADS.remove(reference(place));
    }

    @SuppressWarnings("unchecked") // put there by newPlace, and by nobody else
    private static WeakReference<@Nullable Object[]> reference(@Nullable Object[] place) {
        if (place[1] instanceof WeakReference<?> own) {
            return (WeakReference<@Nullable Object[]>) own;
        }
        throw new IllegalStateException("the place of a thread that stays");
    }

    /** Looks at each of them that is alive. */
    static void forEach(Consumer<@Nullable Object[]> look) {
        for (Iterator<WeakReference<@Nullable Object[]>> each = THREADS.iterator(); each.hasNext(); ) {
            @Nullable Object[] place = each.next().get();
            if (place == null) {
                each.remove();
            } else {
                look.accept(place);
            }
        }
    }
}
