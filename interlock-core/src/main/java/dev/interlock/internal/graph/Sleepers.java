package dev.interlock.internal.graph;

import dev.interlock.State;
import dev.interlock.internal.state.CircuitState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The circuits that may have waited for a node, and whose dependencies are all up in this graph: OPEN ones, and HALF_OPEN ones whose
 * reset was refused or whose probe was put off. The node became up, or its edges changed. Nobody registers to be woken, so no wake-up can be lost:
 * whoever is found waiting in the graph is woken.
 *
 * <p>A hub has a hundred thousand dependents, and whoever looks through them may be a user's thread. So it is done in steps, between which somebody
 * else can go on. All of them look at one graph: who begins to wait after that is told of it by an event of its own.
 */
public final class Sleepers {

    /** Nodes looked at in one step. */
    static final int LOOKS = 64;

    private final Graph graph;
    private final int from;
    private IntWalk up = new IntWalk(); // nodes whose being up may have changed
    private IntWalk seen = new IntWalk();
    private Deque<Member> found = new ArrayDeque<>();

    /** Whose dependents are looked at, and how many of them were, the soft ones after the hard ones. */
    private Vertex at;

    private int looked;
    private boolean inStep;

    /** Nobody was looked at yet. */
    public Sleepers(Graph graph, int from) {
        this.graph = graph;
        this.from = from;
        this.at = graph.vertex(from);
    }

    /**
     * Looks at some more, and has the next one woken that it finds. One thread at a time. If the last step died of an Error, everybody is looked at
     * anew: woken twice is no harm.
     *
     * @return whether there are more
     */
    public boolean step(long nowNanos, Consumer<Member> wake) {
        if (inStep || up.size() == 0) {
            begin(nowNanos);
        }
        inStep = true;
        for (int looks = 0; looks < LOOKS && found.isEmpty(); looks++) {
            if (!look(nowNanos)) {
                inStep = false;
                return false;
            }
        }
        Member member = found.poll();
        if (member != null) {
            wake.accept(member);
        }
        inStep = false;
        return true;
    }

    private void begin(long nowNanos) {
        up = new IntWalk();
        seen = new IntWalk();
        found = new ArrayDeque<>();
        up.add(from, -1);
        at = graph.vertex(up.next());
        looked = 0;
        consider(from, nowNanos);
    }

    /** Looks at one more; false if there is none. */
    private boolean look(long nowNanos) {
        Ints hard = at.hardDependents();
        Ints soft = at.softDependents();
        int place = looked++;
        if (place < hard.size()) {
            int each = hard.get(place);
            up.add(each, from);
            consider(each, nowNanos);
        } else if (place - hard.size() < soft.size()) {
            consider(soft.get(place - hard.size()), nowNanos);
        } else if (up.hasNext()) {
            at = graph.vertex(up.next());
            looked = 0;
        } else {
            return false;
        }
        return true;
    }

    /** What gates one member of a condensed cycle gates all of them: the others are considered too. */
    private void consider(int index, long nowNanos) {
        if (graph.vertex(index).component() < 0) {
            considerOne(index, nowNanos);
        } else if (!seen.contains(index)) {
            IntWalk cycle = Cycles.members(graph, index);
            while (cycle.hasNext()) {
                considerOne(cycle.next(), nowNanos);
            }
        }
    }

    private void considerOne(int index, long nowNanos) {
        if (!seen.add(index, -1) || !(graph.vertex(index).owner() instanceof Member member)) {
            return;
        }
        CircuitState state = graph.state(index);
        boolean openByItself = state.countsAsOpen() && state.state() != State.FORCED_OPEN;
        boolean waits =
                openByItself || (state.episode() != null && state.episode().wantsReset());
        if (waits && DependencyCheck.reasons(graph, index, nowNanos).isEmpty()) {
            found.add(member);
        }
    }
}
