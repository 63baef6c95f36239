package dev.interlock.internal.call;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the work of one thread, at most once, and never what the thread does before or after it.
 *
 * <p>Whoever wins the step out of RUNNING decides: the work that ends, or the one that strikes. Work that ends while it is being struck waits until
 * the interrupt has come, and takes it back.
 *
 * <p>An interrupt by somebody else that was there before the strike stays. Whether one that is there is somebody else's is known from what was struck
 * on the thread: if nothing was that has not been taken back, before the look and until the strike, it is. Where that cannot be told it
 * counts as our own: to lose an interrupt is better than to hand one to whoever has the thread next.
 */
final class Interruption {

    private enum Phase {
        RUNNING,
        STRUCK,
        ENDED
    }

    /**
     * Of each thread: how many strikes there were, in the upper half; how many of them are not taken back, in the lower; and in the last bit whether
     * the first of these found an interrupt by somebody else.
     */
    private static final ThreadLocal<AtomicLong> STRIKES = ThreadLocal.withInitial(AtomicLong::new);

    private static final long STRIKE = (1L << 32) + 2;
    private static final long NOT_TAKEN_BACK = 0xFFFF_FFFEL;
    private static final long BY_SOMEBODY_ELSE = 1;

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
    private final CountDownLatch struck = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable AtomicLong strikes;
    private volatile boolean interruptedBefore;
    private volatile boolean interrupted;

    /** The work begins on this thread. False if it was struck before: then it must not begin. */
    boolean begin() {
        interruptedBefore = Thread.currentThread().isInterrupted();
        strikes = STRIKES.get();
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
                interrupt(working);
            }
            struck.countDown();
        }
        return true;
    }

    private void interrupt(Thread working) {
        AtomicLong struckHere = strikes;
        if (struckHere != null) { // set before the thread is
            long before = struckHere.get();
            boolean already = working.isInterrupted();
            interrupted = true;
            boolean byOthers = already && (before & NOT_TAKEN_BACK) == 0;
            struckHere.updateAndGet(now -> now + STRIKE + (byOthers && now == before ? BY_SOMEBODY_ELSE : 0));
        }
        working.interrupt();
    }

    private void takeBack() {
        awaitStrike();
        thread = null;
        boolean unused = Thread.interrupted();
        AtomicLong struckHere = strikes;
        if (interrupted
                && struckHere != null) { // after the flag is cleared: who finds it from now on finds somebody else's
            long before = struckHere.getAndUpdate(now -> {
                boolean last = (now & NOT_TAKEN_BACK) == 2;
                return last ? (now - 2) & ~BY_SOMEBODY_ELSE : now - 2;
            });
            if ((before & BY_SOMEBODY_ELSE) != 0) {
                interruptedBefore = true;
            }
        }
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
