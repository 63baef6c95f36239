package dev.interlock.simulator.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is still to happen, by time, and first come first served where times are equal: so a run is the same every time. A heap of four
 * children in parallel arrays: nothing is allocated for an entry, and the simulation spends most of its time here.
 */
public final class Agenda {

    /** Something that happens. */
    @FunctionalInterface
    public interface Event {

        /**
         * Lets it happen.
         *
         * @param now the moment, in nanoseconds
         */
        void happen(long now);
    }

    private long[] times = new long[1024];
    private long[] orders = new long[1024];
    private @Nullable Event[] events = new @Nullable Event[1024];
    private int size;
    private long count;
    private long now;

    /** The present moment, in nanoseconds from the beginning. */
    public long now() {
        return now;
    }

    /** How many events are ahead. */
    public int size() {
        return size;
    }

    /**
     * Adds an event.
     *
     * @param time  when; not before now
     * @param event what
     */
    public void at(long time, Event event) {
        if (size == times.length) {
            grow();
        }
        long due = Math.max(time, now);
        long order = count++;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >> 2;
            if (times[parent] <= due) { // an equal one is older: its order is smaller
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        times[hole] = due;
        orders[hole] = order;
        events[hole] = event;
    }

    /**
     * Lets the next event happen.
     *
     * @param end events later than this stay where they are
     * @return false if there is none until then; the time is then moved to the end
     */
    public boolean next(long end) {
        if (size == 0 || times[0] > end) {
            now = Math.max(now, end);
            return false;
        }
        Event event = events[0];
        now = times[0];
        size--;
        if (size > 0) {
            sink(times[size], orders[size], events[size]);
        }
        events[size] = null;
        if (event != null) {
            event.happen(now);
        }
        return true;
    }

    private void sink(long time, long order, @Nullable Event event) {
        int hole = 0;
        while (true) {
            int first = (hole << 2) + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            int last = Math.min(first + 4, size);
            for (int child = first + 1; child < last; child++) {
                if (before(times[child], orders[child], least)) {
                    least = child;
                }
            }
            if (before(time, order, least)) {
                break;
            }
            move(least, hole);
            hole = least;
        }
        times[hole] = time;
        orders[hole] = order;
        events[hole] = event;
    }

    private boolean before(long time, long order, int other) {
        return time < times[other] || (time == times[other] && order < orders[other]);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        events[to] = events[from];
    }

    private void grow() {
        times = Arrays.copyOf(times, size * 2);
        orders = Arrays.copyOf(orders, size * 2);
        events = Arrays.copyOf(events, size * 2);
    }
}
