package dev.interlock.internal.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times in which this process did not run, as far as its own tick shows: one that comes much later than it should says that nothing ran meanwhile,
 * as in a long collection, on a machine that is moved, or in a laptop that sleeps. What was under way is not to blame for that time, and the
 * answers to it may be waiting to be read.
 *
 * <p>A scheduler that alone is late looks the same, and is taken for the same: that errs to blame nobody. A call that begins meanwhile
 * is credited for its own part only.
 */
final class Pauses {

    /** How often the tick comes at least. */
    private static final long TICK_NANOS = 100_000_000L;

    /** A tick that comes so long after the last one comes late because this process did not run: five more should have come. */
    private static final long LATE_NANOS = 6 * TICK_NANOS;

    /** Of the latest pauses; what is in flight for longer than that is credited less. */
    private static final int KEPT = 8;

    /** Null until the first tick. Only the tick writes it. */
    private volatile @Nullable Seen seen;

    private volatile boolean ended;

    private record Pause(long from, long to) {}

    /** Immutable. */
    private record Seen(long lastTick, List<Pause> latest) {}

    /** The tick came. */
    void ticked(long now) {
        Seen before = seen;
        if (before == null) {
            seen = new Seen(now, List.of());
        } else {
            boolean late = now - before.lastTick >= LATE_NANOS;
            seen = new Seen(
                    now, late ? with(before.latest, new Pause(before.lastTick + TICK_NANOS, now)) : before.latest);
        }
    }

    private static List<Pause> with(List<Pause> before, Pause latest) {
        List<Pause> next = new ArrayList<>(before.size() == KEPT ? before.subList(1, KEPT) : before);
        next.add(latest);
        return List.copyOf(next);
    }

    /** No more ticks will come, and that says nothing. */
    void end() {
        ended = true;
    }

    /** For how long of the time between two moments this process did not run; the second one is now, or not long ago. */
    long between(long from, long to) {
        Seen known = seen;
        if (known == null || ended) {
            return 0;
        }
        long sum = 0;
        for (Pause each : known.latest) {
            sum += overlap(from, to, each.from, each.to);
        }
        // Whoever asks before the tick comes that will tell of it.
        return to - known.lastTick >= LATE_NANOS ? sum + overlap(from, to, known.lastTick + TICK_NANOS, to) : sum;
    }

    /** By differences only: monotonic time may wrap. */
    private static long overlap(long from, long to, long pauseFrom, long pauseTo) {
        long begin = pauseFrom - from > 0 ? pauseFrom : from;
        long end = pauseTo - to < 0 ? pauseTo : to;
        return Math.max(0, end - begin);
    }
}
