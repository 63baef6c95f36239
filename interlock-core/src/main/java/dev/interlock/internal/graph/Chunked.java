package dev.interlock.internal.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A persistent array in two levels. A changed copy shares every leaf that was not touched, so a commit copies a few leaves and the
 * spine, not the graph.
 *
 * @param <T> what it holds
 */
final class Chunked<T> {

    static final int LEAF_BITS = 6;
    static final int LEAF_SIZE = 1 << LEAF_BITS;
    private static final int LEAF_MASK = LEAF_SIZE - 1;

    private final @Nullable Object[][] spine;

    private Chunked(@Nullable Object[][] spine) {
        this.spine = spine;
    }

    static <T> Chunked<T> empty() {
        return new Chunked<>(new Object[0][]);
    }

    /** The element; null if there is none at that place. */
    @SuppressWarnings("unchecked") // only Edit#set writes, and it takes a T
    @Nullable
    T get(int index) {
        int leaf = index >>> LEAF_BITS;
        return leaf < spine.length ? (T) spine[leaf][index & LEAF_MASK] : null;
    }

    Edit<T> edit() {
        return new Edit<>(this);
    }

    /** Changes being made to a copy; seen by nobody until {@link #done}. Not thread-safe. */
    static final class Edit<T> {

        private @Nullable Object[][] spine;
        private final boolean[] copied;
        private final int sharedLeaves;
        private boolean changed;

        private Edit(Chunked<T> base) {
            this.spine = base.spine;
            this.sharedLeaves = base.spine.length;
            this.copied = new boolean[sharedLeaves];
        }

        @SuppressWarnings("unchecked")
        @Nullable
        T get(int index) {
            int leaf = index >>> LEAF_BITS;
            return leaf < spine.length ? (T) spine[leaf][index & LEAF_MASK] : null;
        }

        void set(int index, T value) {
            write(index, value);
        }

        /** Takes the element away. */
        void clear(int index) {
            write(index, null);
        }

        private void write(int index, @Nullable T value) {
            int leaf = index >>> LEAF_BITS;
            if (leaf >= spine.length) {
                int old = spine.length;
                spine = Arrays.copyOf(spine, leaf + 1);
                for (int i = old; i <= leaf; i++) {
                    spine[i] = new Object[LEAF_SIZE];
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

        Chunked<T> done(Chunked<T> base) {
            return changed ? new Chunked<>(spine) : base;
        }
    }
}
