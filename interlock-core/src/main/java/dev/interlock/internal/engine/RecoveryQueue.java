package dev.interlock.internal.engine;

import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.GraphRoot;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.graph.RecoveryBudget;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.time.CoarseClock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The circuits that only lack a place in the recovery budget, and are tried as soon as there is one: whose wait was over first comes first.
 * Who depends on another one never stands before it, because as long as that one waits the graph refuses it.
 *
 * <p>No wake-up is lost: who comes in looks once more whether there is a place by then, and each event after which there may be one has
 * the queue looked through. One thread at a time does so, and for all who ask meanwhile. Guards of a circuit that is tried are asked while its
 * place is kept, so that the next one does not take it. A timer stays armed for each, as a backstop: that a place is free because
 * nobody calls who had it, no event tells.
 */
final class RecoveryQueue {

    private final Engine engine;
    private final GraphRoot root;
    private final CoarseClock clock;
    private final ConcurrentHashMap<Member, Long> waiting = new ConcurrentHashMap<>();

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
        waiting.put(member, epoch);
        if (RecoveryBudget.reasons(root.read(), member.index(), clock.exact()).isEmpty()) { // freed in the meantime
            look();
        }
    }

    /** A circuit is due while others wait: it is tried when its turn comes, perhaps now. */
    void join(Member member, long epoch) {
        waiting.put(member, epoch);
        look();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && asked.isEmpty();
    }

    /** Whether a circuit still waits. */
    boolean contains(Member member, long epoch) {
        Long waits = waiting.get(member);
        return waits != null && waits == epoch;
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
                lookThrough();
            } while (!looks.compareAndSet(seen, 0));
            done = true;
        } finally {
            if (!done) { // an Error; whoever comes next can look again
                looks.set(0);
            }
        }
    }

    private void lookThrough() {
        Graph graph = root.read();
        List<Waiting> inOrder = waiting.entrySet().stream()
                .map(entry -> found(graph, entry.getKey(), entry.getValue()))
                .flatMap(Stream::ofNullable)
                .sorted(Comparator.comparingLong(Waiting::sinceNanos)
                        .reversed() // by how long, for monotonic time may wrap
                        .thenComparing(each -> each.member().name()))
                .toList();
        boolean full = RecoveryBudget.isFull(graph, clock.exact());
        IntPredicate kin = null; // who may share a place, once there is no other
        for (Waiting each : inOrder) {
            Member member = each.member();
            boolean kept = !asked.isEmpty() && !sharesAPlace(member);
            if (full && kin == null) {
                kin = RecoveryBudget.kin(root.read());
            }
            if (!kept
                    && (kin == null || kin.test(member.index()))
                    && RecoveryBudget.reasons(root.read(), member.index(), clock.exact())
                            .isEmpty()
                    && waiting.remove(member, each.epoch())) {
                asked.put(member, each.epoch()); // before: the answer may come at once
                if (!engine.placeFound(member, each.epoch())) {
                    asked.remove(member);
                }
                full = RecoveryBudget.isFull(root.read(), clock.exact());
                kin = null;
            }
        }
    }

    /** While guards are asked nobody is let past, but for members of a cycle: theirs may be the place that is there. */
    private boolean sharesAPlace(Member member) {
        return root.read().vertex(member.index()).component() >= 0;
    }

    private @Nullable Waiting found(Graph graph, Member member, Long epoch) {
        CircuitState state = Engine.current(graph, member, epoch);
        if (state == null) { // it has moved on, or is gone
            waiting.remove(member, epoch);
            return null;
        }
        return new Waiting(member, epoch, -state.remainingWait(clock.exact()));
    }

    void clear() {
        waiting.clear();
        asked.clear();
    }

    /** {@code sinceNanos}: how long ago its wait was over. */
    private record Waiting(Member member, Long epoch, long sinceNanos) {
        private Waiting {
            Objects.requireNonNull(epoch);
        }
    }
}
