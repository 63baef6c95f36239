package dev.interlock.internal.time;

import dev.interlock.TimeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The latest time anybody has seen, so that the paths of every call need not ask the time source.
 *
 * <p>{@link #nanos()} costs one read of memory and may lag; {@link #exact()} asks the source and moves the coarse time forward for
 * everybody. The coarse time lags by at most the interval at which somebody calls {@code exact()}, which the engine's tick does.
 *
 * <p>Neither value ever runs backwards, whatever the source does: a source that runs backwards is taken to stand still. The origin of
 * the source is arbitrary and the value may wrap, so times are compared by their difference only.
 */
public final class CoarseClock {

    private static final VarHandle NANOS = nanosHandle();

    private final TimeSource source;
    private final Pauses pauses = new Pauses();
    private volatile long nanos;

    /** Starts at the present time of the source. */
    public CoarseClock(TimeSource source) {
        this.source = source;
        this.nanos = source.nanoTime();
    }

    /** The latest time seen by anybody. Opaque is enough: no other memory is published through this field. */
    public long nanos() {
        return (long) NANOS.getOpaque(this);
    }

    /** The time of the source, never before any time returned earlier. */
    public long exact() {
        long now = source.nanoTime();
        while (true) {
            long seen = nanos;
            if (now - seen <= 0) {
                return seen;
            }
            // A weak exchange may fail for no reason; the loop is there for the competitor anyway.
            if (NANOS.weakCompareAndSet(this, seen, now)) {
                return now;
            }
        }
    }

    /** The time of the source as it says it, which moves nothing: for durations. A source that runs backwards makes them negative. */
    public long raw() {
        return source.nanoTime();
    }

    /** The tick came: moves the coarse time, and notes whether this process stood still since the last one. The time. */
    public long ticked() {
        long now = exact();
        pauses.ticked(now);
        return now;
    }

    /** There will be no more ticks. */
    public void ticksEnd() {
        pauses.end();
    }

    /** For how long of the time between two moments, the second one about now, this process did not run. Nobody is to blame for that time. */
    public long slept(long fromNanos, long toNanos) {
        return pauses.between(fromNanos, toNanos);
    }

    private static VarHandle nanosHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(CoarseClock.class, "nanos", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
