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

    private long put(Member member, Armed fresh, boolean replaces) {
        return byMember.merge(member, fresh, (known, other) -> {
                    boolean freshWins = other.epoch() > known.epoch()
                            || (other.epoch() == known.epoch()
                                    && (replaces || known.timer().hasEnded()));
                    (freshWins ? known : other).timer().cancel();
                    return freshWins ? other : known;
                })
                .epoch();
    }

    /** Whether a timer of this epoch waits. */
    boolean isArmed(Member member, long epoch) {
        Armed armed = byMember.get(member);
        return armed != null && armed.epoch() == epoch && !armed.timer().hasEnded();
    }

    /** Takes the timer of this epoch or an older one away. */
    void disarmUpTo(Member member, long epoch) {
        byMember.computeIfPresent(member, (unused, known) -> {
            if (known.epoch() > epoch) {
                return known;
            }
            known.timer().cancel();
            return null;
        });
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
