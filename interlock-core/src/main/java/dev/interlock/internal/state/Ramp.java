package dev.interlock.internal.state;

import dev.interlock.CircuitConfig;
import dev.interlock.RampCurve;
import dev.interlock.internal.text.Nanos;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The first while after a recovery: of the calls a growing share is admitted. Not by chance but by count: each call adds its share to a
 * sum, and is admitted if that reaches the next whole number. So of any hundred calls at a share of 30 % thirty are admitted, evenly.
 *
 * <p>Progress: wait-free, one atomic addition a call. Time is that of the coarse clock.
 */
public final class Ramp {

    private static final int FRACTION_BITS = 32;
    private static final long ONE = 1L << FRACTION_BITS;

    private final long durationNanos;
    private final double from;
    private final RampCurve curve;
    private final long begunNanos;
    /** Whole calls above, the fraction below; just short of one, so that the first call is admitted. */
    private final AtomicLong sum = new AtomicLong(ONE - 1);

    private Ramp(Duration duration, double from, RampCurve curve, long begunNanos) {
        this.durationNanos = Nanos.of(duration);
        this.from = from;
        this.curve = curve;
        this.begunNanos = begunNanos;
    }

    /** The ramp that a configuration asks for; null for none. */
    static @Nullable Ramp begin(CircuitConfig config, long nowNanos) {
        return config.rampUp()
                .map(duration -> new Ramp(duration, config.rampUpFrom(), config.rampUpCurve(), nowNanos))
                .orElse(null);
    }

    /** How long until all calls are admitted; not positive if they are. */
    public long remainingNanos(long nowNanos) {
        return durationNanos - (nowNanos - begunNanos); // by difference: monotonic time may wrap
    }

    /** The share that is admitted now. */
    public double share(long nowNanos) {
        double part = Math.max(0, nowNanos - begunNanos) / (double) durationNanos;
        if (part >= 1) {
            return 1;
        }
        return switch (curve) {
            case LINEAR -> from + (1 - from) * part;
            case EXPONENTIAL -> Math.pow(from, 1 - part);
        };
    }

    /** Whether this call is admitted; it counts, whatever becomes of it. */
    public boolean admits(long nowNanos) {
        if (remainingNanos(nowNanos) <= 0) {
            return true;
        }
        long part = part(nowNanos);
        return crosses(sum.getAndAdd(part), part);
    }

    /** Whether the next call would be admitted. Counts nothing. */
    public boolean wouldAdmit(long nowNanos) {
        return remainingNanos(nowNanos) <= 0 || crosses(sum.get(), part(nowNanos));
    }

    private long part(long nowNanos) {
        return (long) (share(nowNanos) * ONE);
    }

    private static boolean crosses(long before, long part) {
        return (before + part) >>> FRACTION_BITS != before >>> FRACTION_BITS;
    }
}
