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

    /** The numbers plus one; zero is free. Built when the queue grows out of a linear search. */
    private int @Nullable [] table;

    /** Adds a number, unless it was added before. */
    boolean add(int value, int cameFrom) {
        if (contains(value)) {
            return false;
        }
        if (tail == queue.length) {
            queue = Arrays.copyOf(queue, tail * 2);
            from = Arrays.copyOf(from, tail * 2);
            int[] grown = new int[tail * 4];
            for (int i = 0; i < tail; i++) {
                insert(grown, queue[i]);
            }
            table = grown;
        }
        queue[tail] = value;
        from[tail] = cameFrom;
        tail++;
        if (table != null) {
            insert(table, value);
        }
        return true;
    }

    boolean contains(int value) {
        int[] hashed = table;
        if (hashed == null) {
            for (int i = 0; i < tail; i++) {
                if (queue[i] == value) {
                    return true;
                }
            }
            return false;
        }
        int mask = hashed.length - 1;
        for (int slot = hash(value) & mask; hashed[slot] != 0; slot = slot + 1 & mask) {
            if (hashed[slot] == value + 1) {
                return true;
            }
        }
        return false;
    }

    boolean hasNext() {
        return head < tail;
    }

    int next() {
        return queue[head++];
    }

    /** Where the walk came from when it added the number; -1 for a start. */
    int cameFrom(int value) {
        for (int i = 0; i < tail; i++) {
            if (queue[i] == value) {
                return from[i];
            }
        }
        return -1;
    }

    private static void insert(int[] table, int value) {
        int mask = table.length - 1;
        int slot = hash(value) & mask;
        while (table[slot] != 0) {
            slot = slot + 1 & mask;
        }
        table[slot] = value + 1;
    }

    private static int hash(int value) {
        int mixed = value * 0x9e3779b9;
        return mixed ^ mixed >>> 15;
    }
}
