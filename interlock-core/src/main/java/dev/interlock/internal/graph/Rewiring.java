package dev.interlock.internal.graph;

import dev.interlock.Edge;
import dev.interlock.EdgeKind;
import dev.interlock.event.GraphChanged;
import dev.interlock.internal.graph.GraphPatch.Changed;
import dev.interlock.internal.graph.Vertex.EdgeList;
import dev.interlock.internal.state.CircuitState;
import java.util.ArrayList;
import java.util.List;

/** Configures nodes anew inside a draft: their terms, and those of their edges that the configuration names. Pure. */
final class Rewiring {

    private final Draft draft;
    private final Topology topology;
    private final Moment moment;
    private final List<Replaced> replaced = new ArrayList<>();

    Rewiring(Draft draft, Topology topology, Moment moment) {
        this.draft = draft;
        this.topology = topology;
        this.moment = moment;
    }

    /** Takes the new terms, and takes the edges away that are no more; false if the change was made for something that is not there. */
    @SuppressWarnings("ReferenceEquality") // the very terms: whoever set equal ones in between is to be asked again
    boolean begin(Changed change) {
        int index = topology.number(change.name());
        Vertex vertex = draft.vertex(index);
        CircuitState state = draft.stateOrNull(index);
        if (state == null || vertex.owner() != change.owner() || state.terms() != change.before()) {
            return false;
        }
        CircuitState next = state.under(change.terms());
        if (state.countsAsOpen() == next.countsAsOpen()) {
            draft.sameState(index, next);
        } else { // a probe came or went in HALF_OPEN; who depends on it is recounted at the end
            draft.state(index, next);
        }
        replaced.add(new Replaced(state, next));
        if (vertex.config() != null) {
            draft.vertex(index, vertex.as(vertex.kind(), change.terms().config(), vertex.counters(), vertex.owner()));
        }
        change.edgesRemoved().forEach(this::remove);
        return true;
    }

    /** Adds the new edges, when all that go have gone, and tells of it. */
    void end(Changed change) {
        change.edgesAdded().forEach(topology::add);
        int index = topology.number(change.name());
        Blocking.recount(draft, index);
        List<Edge> edges = Topology.edgesFrom(draft, index);
        draft.emit(sequence ->
                new GraphChanged(sequence, moment.instant(), GraphChanged.Change.RECONFIGURED, change.name(), edges));
    }

    private void remove(Edge edge) {
        int source = topology.number(edge.from());
        int target = topology.number(edge.to());
        for (EdgeList list : lists(edge.kind())) { // one that somebody unlinked by hand is gone already
            if (draft.vertex(source).edges(list).contains(target)) {
                topology.change(source, list, target, false);
            }
        }
    }

    private static List<EdgeList> lists(EdgeKind kind) {
        return switch (kind) {
            case DEPENDS_ON -> List.of(EdgeList.HARD);
            case RECOVERS_AFTER -> List.of(EdgeList.SOFT);
            case CASCADES_TO -> List.of(EdgeList.TARGETS, EdgeList.DRY_TARGETS);
        };
    }

    /** After the commit: late calls go to the new windows. */
    void handOver() {
        replaced.forEach(each -> each.before().handOver(each.after()));
    }

    private record Replaced(CircuitState before, CircuitState after) {}
}
