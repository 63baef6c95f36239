package dev.interlock.internal.call;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A call in flight of a circuit that looks for slow calls, and the calls of such circuits inside it. Tells whose slowness it is: a call inside
 * which another circuit recorded a slow call, or has one in flight past its threshold, is not slow itself.
 *
 * <p>Circuits without a slow condition have no frames, and pay nothing. A frame is the thread's current one only while the work
 * itself runs; asynchronous calls started in the meantime become children, and stay so after the thread has moved on.
 */
final class SlowFrame {

    private static final ThreadLocal<@Nullable SlowFrame> CURRENT = new ThreadLocal<>();

    private final @Nullable SlowFrame outer;
    private final long startNanos;
    private final long thresholdNanos;
    private final Queue<SlowFrame> children = new ConcurrentLinkedQueue<>();
    private volatile boolean slowInside;
    private volatile boolean ended;

    private SlowFrame(@Nullable SlowFrame outer, long startNanos, long thresholdNanos) {
        this.outer = outer;
        this.startNanos = startNanos;
        this.thresholdNanos = thresholdNanos;
    }

    /** Begins a call inside whatever call this thread is in. */
    static SlowFrame begin(long startNanos, long thresholdNanos) {
        SlowFrame outer = CURRENT.get();
        SlowFrame frame = new SlowFrame(outer, startNanos, thresholdNanos);
        if (outer != null) {
            outer.children.removeIf(child -> child.ended); // a long call with many children keeps the live ones only
            outer.children.add(frame);
        }
        return frame;
    }

    /** What this thread does from now on is inside this call. */
    void enter() {
        CURRENT.set(this);
    }

    /** What this thread does from now on is outside again. */
    void leave() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    /** Whether the call that ends now is slow; if slowness is attributed, by itself and not by a call inside it. */
    boolean endsSlow(long nowNanos, boolean attributed) {
        ended = true;
        if (!isPast(nowNanos)) {
            return false;
        }
        if (!attributed) {
            return true;
        }
        if (slowInside) {
            return false;
        }
        for (SlowFrame child : children) {
            if (!child.ended && child.isPast(nowNanos)) {
                return false;
            }
        }
        return true;
    }

    /** A slow call was recorded for this frame's circuit: the calls around it are not slow because of it. */
    void tellOuter() {
        for (SlowFrame frame = outer; frame != null; frame = frame.outer) {
            frame.slowInside = true;
        }
    }

    private boolean isPast(long nowNanos) {
        return nowNanos - startNanos >= thresholdNanos;
    }
}
