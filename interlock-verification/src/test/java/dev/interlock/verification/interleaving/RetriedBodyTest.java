package dev.interlock.verification.interleaving;

import static dev.interlock.State.CLOSED;
import static dev.interlock.State.OPEN;
import static dev.interlock.verification.interleaving.Explorations.changes;
import static dev.interlock.verification.interleaving.Explorations.hard;
import static dev.interlock.verification.interleaving.Explorations.starts;
import static dev.interlock.verification.interleaving.Explorations.transitions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.EdgeKind;
import dev.interlock.internal.event.CommittedEvents;
import dev.interlock.internal.graph.Graph;
import dev.interlock.internal.graph.SteppedRoot;
import dev.interlock.internal.graph.SteppedRoot.Ended;
import dev.interlock.internal.graph.SteppedRoot.Publish;
import dev.interlock.internal.graph.SteppedRoot.Read;
import dev.interlock.verification.interleaving.Explorations.Epoch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the explorations stand on: what a participant does depends on its answers from the root and on nothing else. The same answers lead to the same
 * draft, event for event, and who lost goes on as if he had just begun.
 */
class RetriedBodyTest {

    @Test
    void body_runTwiceOnTheSameGraph_makesEqualDrafts() {
        int drafts = 0;
        for (Start from : starts(hard(List.of(0)), CLOSED, OPEN)) {
            World world = from.world();
            Graph graph = world.root.read();
            GraphRules rules = new GraphRules(unused -> {});
            for (Participant participant : participants(world)) {
                List<Object> answers = new ArrayList<>();
                Object first = untilItPublishes(world.root, participant, graph, answers, rules);
                Object again = shown(world.root.run(participant::run, answers), rules);
                answers.add(false);
                Object afterLosing = untilItPublishes(world.root, participant, graph, answers, rules);

                assertThat(again).as(participant.name()).isEqualTo(first);
                assertThat(afterLosing).as(participant.name()).isEqualTo(first);
                drafts++;
            }
        }
        assertThat(drafts).isGreaterThan(2_000);
    }

    private static List<Participant> participants(World world) {
        List<Participant> all = new ArrayList<>(
                transitions(world, 1, Explorations.ALL_EVENTS, Epoch.SEEN).transitions());
        all.addAll(changes(world, 1, List.of(EdgeKind.values()), List.of()).transitions());
        return all;
    }

    /** Answers each read with the graph; what it wants to publish, or how it ends. */
    private static Object untilItPublishes(
            SteppedRoot root, Participant participant, Graph graph, List<Object> answers, GraphRules rules) {
        SteppedRoot.Request request = root.run(participant::run, answers);
        while (request instanceof Read) {
            answers.add(graph);
            request = root.run(participant::run, answers);
        }
        return shown(request, rules);
    }

    private static Object shown(SteppedRoot.Request request, GraphRules rules) {
        if (request instanceof Publish publish) {
            return List.of(
                    rules.identity(publish.next()),
                    String.valueOf(CommittedEvents.between(
                            publish.expected().events(), publish.next().events())));
        }
        return request instanceof Ended ended ? String.valueOf(ended.result()) : request;
    }
}
