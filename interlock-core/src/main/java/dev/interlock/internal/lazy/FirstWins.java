package dev.interlock.internal.lazy;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** A field that is filled by whoever needs it first, and stays as it is from then on. Lock-free: of several at once, one wins. */
public final class FirstWins {

    private FirstWins() {}

    /**
     * Fills a field that was found to be null.
     *
     * @param field of the holder; volatile, and never set in any other way
     * @param fresh thrown away if another thread was faster
     * @return what the field holds from now on
     */
    @SuppressWarnings("NullAway") // JSpecify mode: the updater is of a nullable field, which its type cannot say
    public static <H, V> V fill(AtomicReferenceFieldUpdater<H, V> field, H holder, V fresh) {
        return field.compareAndSet(holder, null, fresh) ? fresh : field.get(holder);
    }
}
