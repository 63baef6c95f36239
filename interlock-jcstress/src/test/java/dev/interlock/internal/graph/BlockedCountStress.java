package dev.interlock.internal.graph;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.CircuitEvent;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** S6: one dependency opens while the other, which was open, closes. The dependent's count follows both. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "One of the two is open, and one transition each took place.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "A change of the count was lost, or is of a state that never was.")
@State
public class BlockedCountStress {

    private final TestGraph graph = TestGraph.dependent();

    /** The first dependency is open. */
    public BlockedCountStress() {
        if (!graph.tryEvent("d0", CircuitEvent.TRIP)) {
            throw new IllegalStateException("a closed circuit, and no trip");
        }
    }

    @Actor
    public void closing() {
        graph.tryEvent("d0", CircuitEvent.FORCE_CLOSE);
    }

    @Actor
    public void opening() {
        graph.tryEvent("d1", CircuitEvent.TRIP);
    }

    @Arbiter
    public void after(II_Result result) {
        result.r1 = Gate.blockedCount(graph.gate("u"));
        result.r2 = (int) (graph.epoch("d0") - 1 + graph.epoch("d1")) / 2;
    }
}
