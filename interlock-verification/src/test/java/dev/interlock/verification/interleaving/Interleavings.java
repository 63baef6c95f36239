package dev.interlock.verification.interleaving;

import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.SteppedRoot;
import dev.interlock.verification.interleaving.Position.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs participants against one root in every order. What tells two states apart is the newest graph and what each participant was answered
 * so far; a state that was met before is not followed again.
 *
 * <p>Two things are left out, and neither hides anything. Who waits to publish what he made of an older graph has lost, and notices it at
 * once: noticing it later is the same, to him and to the others. And graphs that look the same and came about by the same number of
 * commits count as one: that confuses nobody who compares graphs by identity, because along one schedule no two have the same
 * number. Participants that are alike are not told apart.
 */
final class Interleavings {

    private static final int NUMBER_BITS = 21;
    private static final int MOST_PARTICIPANTS = 6;
    private static final int MOST_STEPS = 200;

    private final SteppedRoot root;
    private final GraphRules rules;
    private final Map<String, Graph> graphs = new HashMap<>();
    private final Map<Graph, Integer> graphNumbers = new HashMap<>();
    private final Map<Participant, Position> starts = new HashMap<>();
    private final Table schedules = new Table();
    private final List<Taken> schedule = new ArrayList<>();
    private int positions;
    private long steps;

    Interleavings(SteppedRoot root, GraphRules rules) {
        this.root = root;
        this.rules = rules;
    }

    /**
     * Runs the participants from a graph on.
     *
     * @return in how many orders they can run
     * @throws Violation of the first rule that is broken, with the schedule
     */
    long explore(Graph start, List<Participant> participants) {
        if (participants.size() > MOST_PARTICIPANTS) {
            throw new IllegalArgumentException("more than " + MOST_PARTICIPANTS + " participants");
        }
        Graph newest = known(start);
        Position[] waiting = participants.stream().map(this::first).toArray(Position[]::new);
        schedule.clear();
        try {
            return explore(newest, graphNumbers.get(newest), waiting);
        } catch (Violation violation) {
            throw new Violation(Story.of(
                    violation, newest, participants.stream().map(this::first).toList(), schedule));
        }
    }

    /** How many different states there were. */
    long states() {
        return schedules.size();
    }

    /** How many different graphs were published. */
    int published() {
        return graphs.size();
    }

    /** How many steps were taken on the real code. */
    long steps() {
        return steps;
    }

    private long explore(Graph newest, int graph, Position[] waiting) {
        if (waiting.length == 0) {
            return 1;
        }
        Violation.unless(schedule.size() <= MOST_STEPS, "a participant goes on for ever");
        sort(waiting);
        long some = key(waiting, 0);
        long others = key(waiting, MOST_PARTICIPANTS / 2);
        long before = schedules.get(graph, some, others);
        if (before != Table.NONE) {
            return before;
        }
        long sum = 0;
        int lost = lost(newest, waiting);
        int last = lost < 0 ? waiting.length - 1 : lost;
        for (int i = Math.max(lost, 0); i <= last; i++) {
            if (i > 0 && lost < 0 && waiting[i] == waiting[i - 1]) {
                continue; // the same participant at the same place
            }
            int alike = 1;
            while (lost < 0 && i + alike < waiting.length && waiting[i + alike] == waiting[i]) {
                alike++;
            }
            Step step = step(waiting[i], newest, graph);
            schedule.add(new Taken(waiting[i], step));
            sum += alike * explore(step.newest(), step.graph(), moved(waiting, i, step.next()));
            schedule.remove(schedule.size() - 1);
        }
        schedules.put(graph, some, others, sum);
        return sum;
    }

    /** Who has lost already: when he notices is the same to all, so it is at once. */
    private static int lost(Graph newest, Position[] waiting) {
        for (int i = 0; i < waiting.length; i++) {
            Graph expected = waiting[i].expected;
            if (expected != null && expected != newest) {
                return i;
            }
        }
        return -1;
    }

    private static void sort(Position[] few) {
        for (int i = 1; i < few.length; i++) {
            for (int at = i; at > 0 && few[at - 1].number > few[at].number; at--) {
                Position later = few[at - 1];
                few[at - 1] = few[at];
                few[at] = later;
            }
        }
    }

    private static long key(Position[] waiting, int from) {
        long key = 0;
        for (int i = from; i < from + MOST_PARTICIPANTS / 2; i++) {
            key = (key << NUMBER_BITS) | (i < waiting.length ? waiting[i].number : 0);
        }
        return key;
    }

    private static Position[] moved(Position[] waiting, int mover, @Nullable Position next) {
        if (next != null) {
            Position[] moved = waiting.clone();
            moved[mover] = next;
            return moved;
        }
        Position[] others = new Position[waiting.length - 1];
        System.arraycopy(waiting, 0, others, 0, mover);
        System.arraycopy(waiting, mover + 1, others, mover, others.length - mover);
        return others;
    }

    private Step step(Position from, Graph newest, int graph) {
        Step known = from.steps.get(graph);
        if (known == null) {
            known = take(from, newest);
            from.steps.put(graph, known);
            steps++;
        }
        return known;
    }

    private Step take(Position from, Graph newest) {
        Object answer = root.step(newest, from.request);
        Graph after = root.read();
        boolean commits = from.request instanceof SteppedRoot.Publish && answer.equals(true);
        Position to = from.after(number(), answer, root);
        try {
            if (commits) {
                from.participant.committed(newest, after);
                after = known(after);
            } else {
                Violation.unless(after == newest, "S4: the graph was changed by a step that is no commit");
            }
            if (to.isEnded()) {
                to.participant.ended(to.answers, to.result());
            }
        } catch (Violation violation) {
            schedule.add(new Taken(from, new Step(to, null, after, -1, commits)));
            throw violation;
        }
        Participant then = to.isEnded() ? from.participant.then() : null;
        Position next = then != null ? first(then) : to.isEnded() ? null : to;
        return new Step(to, next, after, graphNumbers.get(after), commits);
    }

    private Position first(Participant participant) {
        Position known = starts.get(participant);
        if (known == null) {
            known = Position.first(number(), participant, root);
            starts.put(participant, known);
        }
        return known;
    }

    /** Zero stands for none. */
    private int number() {
        if ((positions + 2) >> NUMBER_BITS != 0) {
            throw new IllegalStateException("too many positions for " + NUMBER_BITS + " bits");
        }
        return ++positions;
    }

    /** The graph that stands for all that look like this one. Each is checked once. */
    private Graph known(Graph graph) {
        Graph same = graphs.putIfAbsent(rules.identity(graph), graph);
        if (same != null) {
            return same;
        }
        graphNumbers.put(graph, graphNumbers.size());
        rules.check(graph);
        return graph;
    }

    /** One step of a schedule. */
    record Taken(Position from, Step step) {}
}
