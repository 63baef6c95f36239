package dev.interlock.internal.call;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A call in flight of a circuit that looks for slow calls, and the calls of such circuits inside it. Tells whose slowness it is: a call inside
 * which another circuit recorded a slow call, or has one in flight past its threshold, is not slow itself.
 *
 * <p>Circuits without a slow condition have no frames, and pay nothing. A frame is the thread's current one only while the work
 * itself runs. A call that returns on its own thread cannot be in flight when one around it ends; only detached ones, which are reported
 * from elsewhere, become children, and stay so after the thread has moved on.
 */
final class SlowFrame {

    /**
     * The thread's current frame, in an array of one: setting it is a plain write, and a thread that outlives this library's class loader
     * holds nothing of it but an empty array.
     */
    private static final ThreadLocal<@Nullable Object[]> CURRENT = ThreadLocal.withInitial(() -> new Object[1]);

    private final @Nullable Object[] current;
    private final @Nullable SlowFrame outer;
    private final long startNanos;
    private final long thresholdNanos;
    private volatile @Nullable Queue<SlowFrame> children;
    private volatile boolean slowInside;
    private volatile boolean ended;

    private SlowFrame(@Nullable Object[] current, long startNanos, long thresholdNanos) {
        this.current = current;
        this.outer = (SlowFrame) current[0];
        this.startNanos = startNanos;
        this.thresholdNanos = thresholdNanos;
    }

    /** Begins a call inside whatever call this thread is in, which ends before that one. */
    static SlowFrame begin(long startNanos, long thresholdNanos) {
        return new SlowFrame(CURRENT.get(), startNanos, thresholdNanos);
    }

    /** Begins a call inside whatever call this thread is in, which may end after that one. */
    static SlowFrame beginDetached(long startNanos, long thresholdNanos) {
        SlowFrame frame = new SlowFrame(CURRENT.get(), startNanos, thresholdNanos);
        if (frame.outer != null) {
            frame.outer.add(frame);
        }
        return frame;
    }

    private void add(SlowFrame child) {
        Queue<SlowFrame> present = children;
        if (present == null) { // only the thread whose current frame this is comes here
            present = new ConcurrentLinkedQueue<>();
            children = present;
        }
        present.removeIf(each -> each.ended); // a long call with many children keeps the live ones only
        present.add(child);
    }

    /** What this thread does from now on is inside this call. On the thread on which it began. */
    void enter() {
        current[0] = this;
    }

    /** What this thread does from now on is outside again. On the thread on which it began. */
    void leave() {
        current[0] = outer;
    }

    /** A detached call is over: calls around it need not ask about it any more. */
    void end() {
        ended = true;
    }

    /** Whether the call that ends now is slow; if slowness is attributed, by itself and not by a call inside it. */
    boolean isSlow(long nowNanos, boolean attributed) {
        if (!isPast(nowNanos)) {
            return false;
        }
        return !attributed || !(slowInside || hasSlowChild(nowNanos));
    }

    private boolean hasSlowChild(long nowNanos) {
        Queue<SlowFrame> present = children;
        if (present == null) {
            return false;
        }
        for (SlowFrame child : present) {
            if (!child.ended && child.isPast(nowNanos)) {
                return true;
            }
        }
        return false;
    }

    /** A slow call was recorded for this frame's circuit: the calls around it are not slow because of it. */
    void tellOuter() {
        for (SlowFrame frame = outer; frame != null; frame = frame.outer) {
            frame.slowInside = true;
        }
    }

    long hasLasted(long nowNanos) {
        return nowNanos - startNanos;
    }

    private boolean isPast(long nowNanos) {
        return hasLasted(nowNanos) >= thresholdNanos;
    }
}
