package dev.interlock.internal.engine;

import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.graph.RecoveryBudget;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.time.CoarseClock;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The circuits that only lack a place in the recovery budget, and are tried as soon as there is one: whose wait was over first comes first.
 * Who depends on another one never stands before it, because as long as that one waits the graph refuses it.
 *
 * <p>No wake-up is lost: who comes in looks once more whether there is a place by then, and each event after which there may be one has
 * the queue looked at. One thread at a time does so, and for all who ask meanwhile. Guards of a circuit that is tried are asked while its
 * place is kept, so that the next one does not take it. A timer stays armed for each, as a backstop: that a place is free because
 * nobody calls who had it, no event tells.
 *
 * <p>Thousands may wait, so they stand in order, and a place that is free costs a look at the first. Once all are held only those are looked at who
 * may share one: what is below and above those in recovery, and members of condensed cycles.
 */
final class RecoveryQueue {

    private final Engine engine;
    private final GraphRoot root;
    private final CoarseClock clock;
    private final ConcurrentHashMap<Member, Waiting> waiting = new ConcurrentHashMap<>();

    /** The same in order; perhaps with some that left, or came again, a moment ago. */
    private final NavigableSet<Waiting> inOrder = new ConcurrentSkipListSet<>();

    /** Those of them that are members of condensed cycles. */
    private final NavigableSet<Waiting> ofCycles = new ConcurrentSkipListSet<>();

    private final AtomicLong came = new AtomicLong();

    /** Those whose guards are being asked, at their turn. */
    private final ConcurrentHashMap<Member, Long> asked = new ConcurrentHashMap<>();

    private final AtomicInteger looks = new AtomicInteger();

    RecoveryQueue(Engine engine, GraphRoot root, CoarseClock clock) {
        this.engine = engine;
        this.root = root;
        this.clock = clock;
    }

    /** A circuit was refused for want of a place. */
    void add(Member member, long epoch) {
        stand(member, epoch);
        if (RecoveryBudget.hasPlace(root.read(), member.index(), clock.exact())) { // freed in the meantime
            look();
        }
    }

    /** A circuit is due while others wait: it is tried when its turn comes, perhaps now. */
    void join(Member member, long epoch) {
        stand(member, epoch);
        look();
    }

    private void stand(Member member, long epoch) {
        Graph graph = root.read();
        CircuitState state = Engine.current(graph, member, epoch);
        if (state == null) { // it has moved on, or is gone
            return;
        }
        long now = clock.exact();
        Waiting fresh = new Waiting(
                member,
                epoch,
                now + state.remainingWait(now),
                RecoveryBudget.isOfCycle(graph, member.index()),
                came.incrementAndGet());
        Waiting before = waiting.get(member);
        if (before != null && before.standsAs(fresh)) {
            return;
        }
        before = waiting.put(member, fresh);
        if (before != null) {
            leave(before);
        }
        inOrder.add(fresh);
        if (fresh.ofCycle) {
            ofCycles.add(fresh);
        }
        if (!stands(fresh)) { // another thread was faster, and may have come here before it was in order
            leave(fresh);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very one: it may have left and come again
    private boolean stands(Waiting each) {
        return waiting.get(each.member) == each;
    }

    private void leave(Waiting each) {
        inOrder.remove(each);
        ofCycles.remove(each);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && asked.isEmpty();
    }

    /** Whether a circuit still waits. */
    boolean contains(Member member, long epoch) {
        Waiting waits = waiting.get(member);
        return waits != null && waits.epoch == epoch;
    }

    /** The guards of a circuit have answered, or will not; what came of it has been done. */
    void answered(Member member) {
        if (asked.remove(member) != null) {
            look();
        }
    }

    /** Something has happened after which there may be a place. */
    void look() {
        if (waiting.isEmpty() || looks.getAndIncrement() != 0) {
            return; // whoever is at it looks once more
        }
        boolean done = false;
        try {
            int seen;
            do {
                seen = looks.get();
                givePlaces();
            } while (!looks.compareAndSet(seen, 0));
            done = true;
        } finally {
            if (!done) { // an Error; whoever comes next can look again
                looks.set(0);
            }
        }
    }

    private void givePlaces() {
        for (Waiting next = next(); next != null; next = next()) {
            Member member = next.member;
            leave(next);
            if (waiting.remove(member, next)) {
                asked.put(member, next.epoch); // before: the answer may come at once
                if (!engine.placeFound(member, next.epoch)) {
                    asked.remove(member);
                }
            }
        }
    }

    /** Who is next, if there is a place; null if there is none for anybody. */
    private @Nullable Waiting next() {
        Graph graph = root.read();
        long now = clock.exact();
        // While guards are asked nobody is let past, but for members of a cycle: theirs may be the place that is there.
        boolean kept = !asked.isEmpty();
        NavigableSet<Waiting> candidates =
                kept ? ofCycles : RecoveryBudget.isFull(graph, now) ? whoMayShare(graph, now) : inOrder;
        for (Waiting each : candidates) {
            if (isCurrent(graph, each, now) && RecoveryBudget.hasPlace(graph, each.member.index(), now)) {
                return each;
            }
        }
        return null;
    }

    private NavigableSet<Waiting> whoMayShare(Graph graph, long now) {
        NavigableSet<Waiting> sharing = new TreeSet<>(ofCycles);
        RecoveryBudget.forEachThatMayShare(graph, now, index -> {
            if (graph.vertex(index).owner() instanceof Member member) {
                Waiting each = waiting.get(member);
                if (each != null) {
                    sharing.add(each);
                }
            }
        });
        return sharing;
    }

    /** Whether it still waits, and stands where it belongs; else it goes, or goes there. */
    private boolean isCurrent(Graph graph, Waiting each, long now) {
        CircuitState state = Engine.current(graph, each.member, each.epoch);
        if (state == null) { // it has moved on, or is gone
            waiting.remove(each.member, each);
        }
        if (state == null || !stands(each)) {
            leave(each);
            return false;
        }
        if (now + state.remainingWait(now) == each.dueNanos) {
            return true;
        }
        stand(each.member, each.epoch); // it was reconfigured
        looks.incrementAndGet(); // and may stand where this look was already
        return false;
    }

    void clear() {
        waiting.clear();
        inOrder.clear();
        ofCycles.clear();
        asked.clear();
    }

    /** A circuit that waits, since a moment: {@code dueNanos}, when its wait was over. */
    private static final class Waiting implements Comparable<Waiting> {

        private static final Comparator<Waiting> ORDER = Comparator.<Waiting, String>comparing(
                        each -> each.member.name())
                .thenComparingLong(each -> each.number);

        private final Member member;
        private final long epoch;
        private final long dueNanos;
        private final boolean ofCycle;
        private final long number;

        private Waiting(Member member, long epoch, long dueNanos, boolean ofCycle, long number) {
            this.member = member;
            this.epoch = epoch;
            this.dueNanos = dueNanos;
            this.ofCycle = ofCycle;
            this.number = number;
        }

        private boolean standsAs(Waiting other) {
            return epoch == other.epoch && dueNanos == other.dueNanos && ofCycle == other.ofCycle;
        }

        @Override
        public int compareTo(Waiting other) {
            int byTime = Long.signum(dueNanos - other.dueNanos); // by difference: monotonic time may wrap
            return byTime != 0 ? byTime : ORDER.compare(this, other);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }
}
