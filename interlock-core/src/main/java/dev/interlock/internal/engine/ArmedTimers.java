package dev.interlock.internal.engine;

import dev.interlock.internal.graph.Member;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One timer for each circuit, with the epoch it was armed in.
 *
 * <p>Whoever is late with an older epoch never takes the timer of a newer one away: the circuit would wait for good.
 */
final class ArmedTimers {

    private final ConcurrentHashMap<Member, Armed> byMember = new ConcurrentHashMap<>();

    /** Takes a timer in, in place of one of the same or an older epoch. The epoch that is armed now: a newer one keeps its timer. */
    long replace(Member member, long epoch, Timers.Timer timer) {
        return put(member, new Armed(epoch, timer), true);
    }

    /** Takes a timer in, unless there is one of the same or a newer epoch that has not run. */
    long keep(Member member, long epoch, Timers.Timer timer) {
        return put(member, new Armed(epoch, timer), false);
    }

    /** What goes is cancelled only after the map has been changed: cancelling runs code of the user's, which may come back here. */
    private long put(Member member, Armed fresh, boolean replaces) {
        while (true) {
            Armed known = byMember.putIfAbsent(member, fresh);
            if (known == null) {
                return fresh.epoch();
            }
            if (!takesThePlaceOf(known, fresh, replaces)) {
                fresh.timer().cancel();
                return known.epoch();
            }
            if (byMember.replace(member, known, fresh)) {
                known.timer().cancel();
                return fresh.epoch();
            }
        }
    }

    private static boolean takesThePlaceOf(Armed known, Armed fresh, boolean replaces) {
        if (fresh.epoch() != known.epoch()) {
            return fresh.epoch() > known.epoch();
        }
        // A timer may run before whoever armed it comes here. Then it has armed the one that is known, and must not
        // take it away.
        return known.timer().hasEnded() || (replaces && !fresh.timer().hasEnded());
    }

    /** Whether a timer of this epoch waits. */
    boolean isArmed(Member member, long epoch) {
        Armed armed = byMember.get(member);
        return armed != null && armed.epoch() == epoch && !armed.timer().hasEnded();
    }

    /** Takes the timer of this epoch or an older one away. */
    void disarmUpTo(Member member, long epoch) {
        Armed known = byMember.get(member);
        while (known != null && known.epoch() <= epoch) {
            if (byMember.remove(member, known)) {
                known.timer().cancel();
                return;
            }
            known = byMember.get(member);
        }
    }

    /** Circuits with a timer. */
    Iterable<Member> members() {
        return byMember.keySet();
    }

    void clear() {
        byMember.clear();
    }

    private record Armed(long epoch, Timers.Timer timer) {}
}
