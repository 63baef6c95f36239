package dev.interlock.config;

/**
 * Where something stands in a file.
 *
 * @param line   counted from 1
 * @param column counted from 1, in characters (code points)
 */
record Place(int line, int column) {

    /** Where a file begins; also for what is missing from it altogether. */
    static final Place START = new Place(1, 1);

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
