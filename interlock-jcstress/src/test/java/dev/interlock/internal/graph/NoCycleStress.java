package dev.interlock.internal.graph;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.DependencyCycleException;
import dev.interlock.EdgeKind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** S13: two edges that close a cycle only together. */
@JCStressTest
@Outcome(id = "linked, refused", expect = ACCEPTABLE, desc = "The second one would have closed the cycle.")
@Outcome(id = "refused, linked", expect = ACCEPTABLE, desc = "The first one would have closed the cycle.")
@Outcome(id = "linked, linked", expect = FORBIDDEN, desc = "A cycle, or an edge that was lost.")
@Outcome(id = "refused, refused", expect = FORBIDDEN, desc = "An edge was refused that closes no cycle.")
@State
public class NoCycleStress {

    private final TestGraph graph = TestGraph.unlinked(() -> {});

    @Actor
    public void first(LL_Result result) {
        result.r1 = link("d0", EdgeKind.DEPENDS_ON, "d1");
    }

    @Actor
    public void second(LL_Result result) {
        result.r2 = link("d1", EdgeKind.RECOVERS_AFTER, "d0");
    }

    private String link(String from, EdgeKind kind, String to) {
        try {
            graph.changes.link(from, kind, to);
            return "linked";
        } catch (DependencyCycleException refused) {
            return "refused";
        }
    }
}
