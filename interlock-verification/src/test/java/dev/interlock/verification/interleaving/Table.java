package dev.interlock.verification.interleaving;

/** Numbers by three numbers, without an object for each: there are millions. Open addressing; nothing is ever taken out. */
final class Table {

    static final long NONE = -1;

    private static final int CELL = 4; // the key, and the value plus one, so that zero is free

    private long[] cells = new long[CELL << 10];
    private int size;

    /** The value; {@link #NONE} if there is none. */
    long get(long one, long two, long three) {
        return cells[place(cells, one, two, three) + 3] - 1;
    }

    /** Adds a value, which is not negative, for a key that has none. */
    void put(long one, long two, long three, long value) {
        size++;
        if (size * 2L > cells.length / CELL) {
            grow();
        }
        put(cells, one, two, three, value + 1);
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(cells.length, 2)];
        for (int cell = 0; cell < cells.length; cell += CELL) {
            if (cells[cell + 3] != 0) {
                put(larger, cells[cell], cells[cell + 1], cells[cell + 2], cells[cell + 3]);
            }
        }
        cells = larger;
    }

    private static void put(long[] cells, long one, long two, long three, long value) {
        int place = place(cells, one, two, three);
        cells[place] = one;
        cells[place + 1] = two;
        cells[place + 2] = three;
        cells[place + 3] = value;
    }

    private static int place(long[] cells, long one, long two, long three) {
        int mask = cells.length / CELL - 1; // a power of two, less one
        long mixed = ((((one * 0x9e3779b97f4a7c15L) ^ two) * 0xbf58476d1ce4e5b9L) ^ three) * 0x94d049bb133111ebL;
        int slot = (int) (mixed >>> 32) & mask;
        while (isOther(cells, CELL * slot, one, two, three)) {
            slot = (slot + 1) & mask;
        }
        return CELL * slot;
    }

    private static boolean isOther(long[] cells, int place, long one, long two, long three) {
        return cells[place + 3] != 0 && (cells[place] != one || cells[place + 1] != two || cells[place + 2] != three);
    }
}
