package dev.interlock.internal.call;

import dev.interlock.ThrowingRunnable;
import dev.interlock.internal.lazy.FirstWins;
import dev.interlock.internal.state.CircuitState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A call in flight of a circuit that looks for slow calls, and the calls of such circuits inside it. Tells whose slowness it is: a call inside
 * which another circuit recorded a slow call, or has one in flight past its threshold, is not slow itself. {@link InFlight} looks at those
 * that have not ended.
 *
 * <p>Circuits without a slow condition have no frames, and pay nothing. A frame is the thread's current one only while the work
 * itself runs. A call that returns on its own thread cannot be in flight when one around it ends; only detached ones, which are reported
 * from elsewhere, become children, and stay so after the thread has moved on.
 */
final class SlowFrame {

    /**
     * The thread's current frame, in an array of one: setting it is a plain write, and a thread that outlives this library's class loader
     * holds nothing of it but an array without anything of ours.
     */
    private static final ThreadLocal<@Nullable Object[]> CURRENT = ThreadLocal.withInitial(TimedThreads::newPlace);

    /** Nothing waits for it, and other threads look at it: the write must happen, some time. */
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Object[].class);

    private static final AtomicReferenceFieldUpdater<SlowFrame, Children> CHILDREN =
            AtomicReferenceFieldUpdater.newUpdater(SlowFrame.class, Children.class, "children");

    final CircuitState admittedIn;
    private final @Nullable Object[] current;
    private final @Nullable SlowFrame outer;
    private final SlowThreshold threshold;
    private final long startNanos;
    private final boolean detached;
    /** What a call holds that is more than a plain one; set before anybody else sees the frame. */
    private @Nullable PermitImpl permit;

    private volatile @Nullable Children children;
    private volatile boolean slowInside;
    /** A call of the same circuit inside this one was slow: that counts once, also where each circuit counts all of its own. */
    private volatile boolean slowInsideOfOwn;

    private volatile boolean ended;

    private SlowFrame(CircuitState admittedIn, SlowThreshold threshold, long startNanos, boolean detached) {
        this.admittedIn = admittedIn;
        this.threshold = threshold;
        this.current = CURRENT.get();
        this.outer = (SlowFrame) current[0];
        this.startNanos = startNanos;
        this.detached = detached;
    }

    /** Begins a call inside whatever call this thread is in, which ends before that one. */
    static SlowFrame begin(CircuitState admittedIn, SlowThreshold threshold, long startNanos) {
        return new SlowFrame(admittedIn, threshold, startNanos, false);
    }

    /** Begins a call inside whatever call this thread is in, which may end after that one. */
    static SlowFrame beginDetached(CircuitState admittedIn, SlowThreshold threshold, long startNanos) {
        SlowFrame frame = new SlowFrame(admittedIn, threshold, startNanos, true);
        if (frame.outer != null) {
            frame.outer.add(frame);
        }
        return frame;
    }

    private void add(SlowFrame child) {
        Children known = children;
        Children present = known != null ? known : FirstWins.fill(CHILDREN, this, new Children());
        present.calls.removeIf(each -> each.ended); // a long call with many children keeps the live ones only
        present.calls.add(child);
    }

    /** What this thread does from now on is inside this call. On the thread on which it began. */
    void enter() {
        PLACE.setOpaque(current, 0, this);
        if (outer == null && TimedThreads.comesAndGoes(current)) {
            TimedThreads.comes(current);
        }
    }

    /** What this thread does from now on is outside again. On the thread on which it began. */
    void leave() {
        PLACE.setOpaque(current, 0, outer);
        if (outer == null && TimedThreads.comesAndGoes(current)) {
            TimedThreads.goes(current);
        }
    }

    /** Runs a part of a detached call, on whichever thread this is. */
    <X extends Throwable> void within(ThrowingRunnable<X> part) throws X {
        @Nullable Object[] thread = CURRENT.get();
        Object around = PLACE.getOpaque(thread, 0);
        boolean comesAndGoes = around == null && TimedThreads.comesAndGoes(thread);
        PLACE.setOpaque(thread, 0, this);
        if (comesAndGoes) {
            TimedThreads.comes(thread);
        }
        try {
            part.run();
        } finally {
            PLACE.setOpaque(thread, 0, around);
            if (comesAndGoes) {
                TimedThreads.goes(thread);
            }
        }
    }

    /** A detached call is over: calls around it need not ask about it any more. */
    void end() {
        ended = true;
    }

    void heldBy(PermitImpl holder) {
        permit = holder;
    }

    @Nullable
    PermitImpl permit() {
        return permit;
    }

    @Nullable
    SlowFrame outer() {
        return outer;
    }

    SlowThreshold threshold() {
        return threshold;
    }

    /** Where this thread's current frame stands. */
    static @Nullable Object[] placeOfThisThread() {
        return CURRENT.get();
    }

    /** The innermost call that a thread is in now. */
    static @Nullable SlowFrame innermost(@Nullable Object[] thread) {
        return (SlowFrame) PLACE.getOpaque(thread, 0);
    }

    /** Whether a call that returns on its own thread has not returned yet. */
    boolean isInFlight() {
        for (SlowFrame each = innermost(current); each != null; each = each.outer) {
            if (each == this) {
                return true;
            }
        }
        return false;
    }

    boolean isDetached() {
        return detached;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether the call that ends now is slow; if slowness is attributed, by itself and not by a call inside it. */
    boolean isSlow(long nowNanos, boolean attributed) {
        if (!isPast(nowNanos)) {
            return false;
        }
        return !(attributed ? isExcused(nowNanos) : isCountedInside(nowNanos));
    }

    /** Whether a call of the same circuit inside this one was slow, or is by now. */
    boolean isCountedInside(long nowNanos) {
        return slowInsideOfOwn || hasSlowChild(nowNanos, true);
    }

    /** Whatever it waits for, its circuit is not to blame. */
    void excuse() {
        slowInside = true;
    }

    /** Whether a call inside this one was slow, or is by now. */
    boolean isExcused(long nowNanos) {
        return slowInside || hasSlowChild(nowNanos, false);
    }

    private boolean hasSlowChild(long nowNanos, boolean ofOwn) {
        Children present = children;
        if (present == null) {
            return false;
        }
        for (SlowFrame child : present.calls) {
            if (!child.ended && child.isPast(nowNanos) && (!ofOwn || child.isOfCircuit(this))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a call that ends elsewhere was begun in this one, and has not ended. */
    boolean hasChildInFlight() {
        Children present = children;
        return present != null && present.calls.stream().anyMatch(child -> !child.ended);
    }

    /** A slow call was recorded for this frame's circuit: the calls around it are not slow because of it. */
    void tellOuter() {
        for (SlowFrame frame = outer; frame != null; frame = frame.outer) {
            frame.slowInside = true;
            if (frame.isOfCircuit(this)) {
                frame.slowInsideOfOwn = true;
            }
        }
    }

    private boolean isOfCircuit(SlowFrame other) {
        return threshold.circuit() == other.threshold.circuit();
    }

    long hasLasted(long nowNanos) {
        return nowNanos - startNanos;
    }

    boolean isPast(long nowNanos) {
        return isPast(nowNanos, threshold.nanos());
    }

    /** Whether it has lasted so long, without the time in which this process stood still. */
    boolean isPast(long nowNanos, long nanos) {
        long lasted = hasLasted(nowNanos);
        return lasted >= nanos && lasted - threshold.slept(startNanos, nowNanos) >= nanos;
    }

    /** Calls that end elsewhere, begun inside this one. */
    private static final class Children {
        final Queue<SlowFrame> calls = new ConcurrentLinkedQueue<>();
    }
}
