package dev.interlock.internal.graph;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The retry loop of commits, and who goes first when many are at it. A commit that takes long to work out, because it defines thousands of
 * circuits or opens what a hundred thousand depend on, would lose each time to those that take a microsecond, and never end. So whoever has
 * lost {@value #PATIENCE} times takes the turn: others let it pass before they begin.
 *
 * <p>The turn is courtesy, not a lock, and nothing is decided by it: commits are decided by the compare-and-set as before. Nobody waits for
 * it for ever: who has let it pass for a while ({@value #WAITS} short waits; twice as many each time that it loses even so) goes on without, so no
 * thread that dies, hangs or was put aside while it has the turn stops the others, and the others cannot starve it either. Whoever has it runs
 * the pure body of the loop and nothing else. Readers, and so calls on the closed path, know nothing of it.
 *
 * <p>It is given back by a plain field write, which needs no stack: commits happen at any depth of a user's stack.
 */
final class Turns {

    /** Lost rounds after which a commit takes the turn. */
    static final int PATIENCE = 4;

    /** How often others wait before they go on without; each wait is at least a tenth of a millisecond, but for the first few. */
    static final int WAITS = 1_000;

    private static final int SPINS = 100;
    private static final long WAIT_NANOS = 100_000;
    private static final int MOST_WAITS = WAITS << 10;

    private static final AtomicIntegerFieldUpdater<Turns> TURN =
            AtomicIntegerFieldUpdater.newUpdater(Turns.class, "turn");

    private final GraphRoot root;

    /** Zero if nobody has the turn; else how often others wait for who has it. */
    private volatile int turn;

    Turns(GraphRoot root) {
        this.root = root;
    }

    /** Tries rounds until one has a result. */
    <T> T commit(Round<T> round) {
        boolean mine = false;
        @Nullable T done = null;
        try {
            for (int lost = 0; done == null; lost++) {
                if (mine) {
                    turn = Math.min(turn * 2, MOST_WAITS);
                } else if (lost >= PATIENCE && TURN.compareAndSet(this, 0, WAITS)) {
                    mine = true;
                } else {
                    letPass();
                }
                done = round.on(root.read());
            }
            return done;
        } finally {
            if (mine) {
                turn = 0;
            }
        }
    }

    /** No clock, no queue: an interrupted thread goes through its waits without waiting, and a lost wake-up cannot be. */
    private void letPass() {
        for (int waited = 0; waited < turn; waited++) {
            if (waited < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, WAIT_NANOS);
            }
        }
    }

    /** One round of a commit. */
    @FunctionalInterface
    interface Round<T> {

        /** Works on the graph as it is, and publishes at most once. Null if another commit was faster. Pure but for that. */
        @Nullable
        T on(Graph graph);
    }
}
