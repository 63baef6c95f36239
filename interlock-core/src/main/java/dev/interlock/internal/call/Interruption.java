package dev.interlock.internal.call;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the work of one thread, at most once, and never what the thread does before or after it.
 *
 * <p>Whoever wins the step out of RUNNING decides: the work that ends, or the one that strikes. Work that ends while it is being struck waits until
 * the interrupt has come, and takes it back.
 */
final class Interruption {

    private enum Phase {
        RUNNING,
        STRUCK,
        ENDED
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
    private final CountDownLatch struck = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile boolean interruptedBefore;

    /** The work begins on this thread. False if it was struck before: then it must not begin. */
    boolean begin() {
        interruptedBefore = Thread.currentThread().isInterrupted();
        thread = Thread.currentThread();
        if (phase.get() == Phase.RUNNING) {
            return true;
        }
        takeBack();
        return false;
    }

    /** The work is done: from now on nothing strikes it. False if it was struck before; then {@link #end} takes the interrupt back. */
    boolean endInTime() {
        if (phase.compareAndSet(Phase.RUNNING, Phase.ENDED)) {
            return true;
        }
        awaitStrike();
        return false;
    }

    /** The work has ended, on the thread on which it began. */
    void end() {
        if (phase.compareAndSet(Phase.RUNNING, Phase.ENDED) || phase.get() == Phase.ENDED) {
            thread = null;
        } else {
            takeBack();
        }
    }

    /** Work that has no thread of its own has ended. */
    void finish() {
        phase.compareAndSet(Phase.RUNNING, Phase.ENDED);
    }

    /** Interrupts the work, and does something else before. False, and nothing happens, if the work has ended, or was struck already. */
    boolean strike(Runnable before) {
        if (!phase.compareAndSet(Phase.RUNNING, Phase.STRUCK)) {
            return false;
        }
        try {
            before.run();
        } finally {
            Thread working = thread;
            if (working != null) {
                working.interrupt();
            }
            struck.countDown();
        }
        return true;
    }

    private void takeBack() {
        awaitStrike();
        thread = null;
        boolean unused = Thread.interrupted();
        if (interruptedBefore) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStrike() {
        boolean waiting = true;
        while (waiting) {
            try {
                struck.await();
                waiting = false;
            } catch (InterruptedException ours) {
                // It is what is waited for, or comes before it.
            }
        }
    }
}
