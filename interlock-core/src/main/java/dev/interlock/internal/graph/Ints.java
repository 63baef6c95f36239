package dev.interlock.internal.graph;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of node numbers: mostly short, but a hub has as many dependents as there are circuits.
 *
 * <p>A long list has room for more, which it shares with the lists that are made of it. Whoever appends first takes the next place of the array,
 * and nobody who has an older list looks there; whoever comes second, because the first one's draft was thrown away, copies. So a list grows by
 * one in constant time on the average, and stays an array to those who read it.
 */
public final class Ints {

    static final Ints EMPTY = new Ints(new int[0], 0, null);

    /** Shorter lists are as long as their arrays: circuits are many, and most have few edges. */
    private static final int SHORT = 8;

    private final int[] values;
    private final int size;

    /** How much of the array is taken, by this list or one that was made of it; null if there is no room. */
    private final @Nullable AtomicInteger taken;

    private Ints(int[] values, int size, @Nullable AtomicInteger taken) {
        this.values = values;
        this.size = size;
        this.taken = taken;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The number at a place. */
    public int get(int place) {
        return values[place];
    }

    boolean contains(int value) {
        return placeOf(value) >= 0;
    }

    private int placeOf(int value) {
        for (int place = 0; place < size; place++) {
            if (values[place] == value) {
                return place;
            }
        }
        return -1;
    }

    /** The list with a number, at its end unless it is there. */
    Ints plus(int value) {
        return contains(value) ? this : appended(value);
    }

    /** The list with a number that is known not to be there: a long list is not looked through. */
    Ints appended(int value) {
        if (taken != null && size < values.length && taken.compareAndSet(size, size + 1)) {
            values[size] = value;
            return new Ints(values, size + 1, taken);
        }
        int room = size < SHORT ? 1 : Math.max(SHORT, size / 2);
        int[] longer = Arrays.copyOf(values, size + room);
        longer[size] = value;
        return new Ints(longer, size + 1, room == 1 ? null : new AtomicInteger(size + 1));
    }

    Ints minus(int value) {
        int place = placeOf(value);
        if (place < 0) {
            return this;
        }
        if (size == 1) {
            return EMPTY;
        }
        int[] shorter = new int[size - 1];
        System.arraycopy(values, 0, shorter, 0, place);
        System.arraycopy(values, place + 1, shorter, place, size - 1 - place);
        return new Ints(shorter, shorter.length, null);
    }
}
