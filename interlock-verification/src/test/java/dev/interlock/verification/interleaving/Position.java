package dev.interlock.verification.interleaving;

import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.SteppedRoot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a participant is: everything it was answered so far, which is all that it can know, and what it waits to do. */
final class Position {

    final int number;
    final Participant participant;
    final List<Object> answers;
    final SteppedRoot.Request request;
    final Steps steps = new Steps();

    /** Of whom waits to publish, what it was made of: while another graph is the newest, it will lose, now or later. */
    final @Nullable Graph expected;

    private Position(int number, Participant participant, List<Object> answers, SteppedRoot root) {
        this.number = number;
        this.participant = participant;
        this.answers = answers;
        this.request = root.run(participant::run, answers);
        this.expected = request instanceof SteppedRoot.Publish publish ? publish.expected() : null;
    }

    /**
     * One step.
     *
     * @param to      where it leads
     * @param next    the same, or where the same thread begins anew; null if it has nothing left to do
     * @param newest  the graph that is the newest then
     * @param graph   the number of that
     * @param commits whether that is the work of this step
     */
    record Step(Position to, @Nullable Position next, Graph newest, int graph, boolean commits) {}

    static Position first(int number, Participant participant, SteppedRoot root) {
        return new Position(number, participant, List.of(), root);
    }

    Position after(int nextNumber, Object answer, SteppedRoot root) {
        List<Object> more = new ArrayList<>(answers.size() + 1);
        more.addAll(answers);
        more.add(answer);
        return new Position(nextNumber, participant, more, root);
    }

    boolean isEnded() {
        return request instanceof SteppedRoot.Ended;
    }

    Object result() {
        return ((SteppedRoot.Ended) request).result();
    }
}
