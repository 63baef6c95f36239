package dev.interlock.internal.graph;

import java.util.Arrays;

/** A short immutable list of node numbers. */
public final class Ints {

    static final Ints EMPTY = new Ints(new int[0]);

    private final int[] values;

    private Ints(int[] values) {
        this.values = values;
    }

    /** How many there are. */
    public int size() {
        return values.length;
    }

    /** The number at a place. */
    public int get(int place) {
        return values[place];
    }

    boolean contains(int value) {
        for (int each : values) {
            if (each == value) {
                return true;
            }
        }
        return false;
    }

    Ints plus(int value) {
        if (contains(value)) {
            return this;
        }
        int[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = value;
        return new Ints(longer);
    }

    Ints minus(int value) {
        int[] shorter = Arrays.stream(values).filter(each -> each != value).toArray();
        return shorter.length == values.length ? this : shorter.length == 0 ? EMPTY : new Ints(shorter);
    }
}
