package dev.interlock.internal.graph;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.CircuitEvent;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** S2: a dependency opens while its OPEN dependent attempts the recovery. The order of events tells what the attempt was decided on. */
@JCStressTest
@Outcome(
        id = "true, \\[u OPEN, u HALF_OPEN, d0 OPEN\\]",
        expect = ACCEPTABLE,
        desc = "Recovered while the dependency was up.")
@Outcome(id = "false, \\[u OPEN, d0 OPEN\\]", expect = ACCEPTABLE, desc = "Refused: the dependency was open.")
@Outcome(
        id = "true, \\[u OPEN, d0 OPEN, u HALF_OPEN\\]",
        expect = FORBIDDEN,
        desc = "Committed on a state in which the dependency was open.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "A transition was lost, or came twice.")
@State
public class GuardedRecoveryStress {

    private final TestGraph graph = TestGraph.dependent();

    /** The dependent is OPEN, its dependencies are up. */
    public GuardedRecoveryStress() {
        if (!graph.tryEvent("u", CircuitEvent.TRIP)) {
            throw new IllegalStateException("a closed circuit, and no trip");
        }
    }

    @Actor
    public void dependency() {
        graph.tryEvent("d0", CircuitEvent.TRIP);
    }

    @Actor
    public void dependent(ZL_Result result) {
        result.r1 = graph.tryEvent("u", CircuitEvent.ATTEMPT_RECOVERY);
    }

    @Arbiter
    public void after(ZL_Result result) {
        result.r2 = graph.events().toString();
    }
}
