package dev.interlock.internal.graph;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.CircuitEvent;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** One winner per transition: two threads trip a CLOSED circuit. */
@JCStressTest
@Outcome(id = "true, false, 1 \\[d0 OPEN\\]", expect = ACCEPTABLE, desc = "The first tripped it.")
@Outcome(id = "false, true, 1 \\[d0 OPEN\\]", expect = ACCEPTABLE, desc = "The second tripped it.")
@Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "Two winners.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "No winner, or epoch and events do not tell of one transition.")
@State
public class OneWinnerStress {

    private final TestGraph graph = TestGraph.unlinked(() -> {});

    @Actor
    public void first(ZZL_Result result) {
        result.r1 = graph.tryEvent("d0", CircuitEvent.TRIP);
    }

    @Actor
    public void second(ZZL_Result result) {
        result.r2 = graph.tryEvent("d0", CircuitEvent.TRIP);
    }

    @Arbiter
    public void after(ZZL_Result result) {
        result.r3 = graph.epoch("d0") + " " + graph.events();
    }
}
