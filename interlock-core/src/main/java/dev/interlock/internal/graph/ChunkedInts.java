package dev.interlock.internal.graph;

import java.util.Arrays;

/** {@link Chunked} for ints, so that admission reads a gate without an object in between. */
final class ChunkedInts {

    private static final int LEAF_MASK = Chunked.LEAF_SIZE - 1;

    private final int[][] spine;

    private ChunkedInts(int[][] spine) {
        this.spine = spine;
    }

    static ChunkedInts empty() {
        return new ChunkedInts(new int[0][]);
    }

    int get(int index) {
        return spine[index >>> Chunked.LEAF_BITS][index & LEAF_MASK];
    }

    Edit edit() {
        return new Edit(this);
    }

    /** Changes being made to a copy; seen by nobody until {@link #done}. Not thread-safe. */
    static final class Edit {

        private int[][] spine;
        private final boolean[] copied;
        private final int sharedLeaves;
        private boolean changed;

        private Edit(ChunkedInts base) {
            this.spine = base.spine;
            this.sharedLeaves = base.spine.length;
            this.copied = new boolean[sharedLeaves];
        }

        int get(int index) {
            int leaf = index >>> Chunked.LEAF_BITS;
            return leaf < spine.length ? spine[leaf][index & LEAF_MASK] : Gate.GONE;
        }

        void set(int index, int value) {
            int leaf = index >>> Chunked.LEAF_BITS;
            if (leaf >= spine.length) {
                int old = spine.length;
                spine = Arrays.copyOf(spine, leaf + 1);
                for (int i = old; i <= leaf; i++) {
                    spine[i] = new int[Chunked.LEAF_SIZE];
                    Arrays.fill(spine[i], Gate.GONE);
                }
                changed = true;
            } else if (!changed) {
                spine = spine.clone();
                changed = true;
            }
            if (leaf < sharedLeaves && !copied[leaf]) {
                spine[leaf] = spine[leaf].clone();
                copied[leaf] = true;
            }
            spine[leaf][index & LEAF_MASK] = value;
        }

        ChunkedInts done(ChunkedInts base) {
            return changed ? new ChunkedInts(spine) : base;
        }
    }
}
