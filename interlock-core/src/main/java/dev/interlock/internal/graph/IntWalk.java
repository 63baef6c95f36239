package dev.interlock.internal.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A breadth-first walk over node numbers: a queue that takes each number once. Open addressing, so a walk costs what it
 * visits and not what the graph holds; iterative, so no depth of graph overflows the stack.
 */
final class IntWalk {

    private int[] queue = new int[16];
    private int[] from = new int[16];
    private int tail;
    private int head;

    /** For each number, its place in the queue plus one; zero is free. Built when the queue grows out of a linear search. */
    private int @Nullable [] table;

    /** Adds a number, unless it was added before. */
    boolean add(int value, int cameFrom) {
        if (contains(value)) {
            return false;
        }
        if (tail == queue.length) {
            queue = Arrays.copyOf(queue, tail * 2);
            from = Arrays.copyOf(from, tail * 2);
            table = new int[tail * 4];
            for (int i = 0; i < tail; i++) {
                insert(table, i);
            }
        }
        queue[tail] = value;
        from[tail] = cameFrom;
        if (table != null) {
            insert(table, tail);
        }
        tail++;
        return true;
    }

    boolean contains(int value) {
        return placeOf(value) >= 0;
    }

    /** Where in the queue a number is; -1 if it was never added. */
    int placeOf(int value) {
        int[] hashed = table;
        if (hashed == null) {
            for (int i = 0; i < tail; i++) {
                if (queue[i] == value) {
                    return i;
                }
            }
            return -1;
        }
        int slot = slot(hashed, value);
        return hashed[slot] - 1;
    }

    int size() {
        return tail;
    }

    int at(int place) {
        return queue[place];
    }

    boolean hasNext() {
        return head < tail;
    }

    int next() {
        return queue[head++];
    }

    /** Where the walk came from when it added the number; -1 for a start. */
    int cameFrom(int value) {
        int place = placeOf(value);
        return place < 0 ? -1 : from[place];
    }

    private void insert(int[] hashed, int place) {
        hashed[slot(hashed, queue[place])] = place + 1;
    }

    /**
     * Where a number is, or would be. Numbers are given one after the other, so the number itself is the best hash: neighbours stay
     * neighbours, and a wide walk runs along the memory instead of across it. After a collision the higher bits decide step by step, as
     * in the dictionaries of CPython: numbers at regular distances part ways.
     */
    private int slot(int[] hashed, int value) {
        int mask = hashed.length - 1;
        int slot = value & mask;
        int rest = value;
        while (hashed[slot] != 0 && queue[hashed[slot] - 1] != value) {
            rest >>>= 5;
            slot = slot * 5 + rest + 1 & mask;
        }
        return slot;
    }
}
