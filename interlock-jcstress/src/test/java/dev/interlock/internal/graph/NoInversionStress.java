package dev.interlock.internal.graph;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.CircuitEvent;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** S7: who saw the dependency open, and then reads the dependent's gate as admission does, finds it blocked. */
@JCStressTest
@Outcome(id = "CLOSED, passes", expect = ACCEPTABLE, desc = "Both before.")
@Outcome(id = "CLOSED, blocked", expect = ACCEPTABLE, desc = "The dependency opened in between.")
@Outcome(id = "OPEN, blocked", expect = ACCEPTABLE, desc = "Both after.")
@Outcome(
        id = "OPEN, passes",
        expect = FORBIDDEN,
        desc = "Inversion: a call on a dependent of what was seen open is admitted.")
@State
public class NoInversionStress {

    private final TestGraph graph = TestGraph.dependent();

    @Actor
    public void dependency() {
        graph.tryEvent("d0", CircuitEvent.TRIP);
    }

    @Actor
    public void caller(LL_Result result) {
        result.r1 = graph.state("d0");
        result.r2 = graph.gate("u") == 0 ? "passes" : "blocked";
    }
}
