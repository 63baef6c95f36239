package dev.interlock.internal.window;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.internal.time.CoarseClock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** S10: a threshold of two, and two failures at once: whoever asks last sees it met. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first asked last.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second asked last.")
@Outcome(
        id = "true, true",
        expect = ACCEPTABLE,
        desc = "Both had recorded before either asked; the trip is one commit.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "The threshold was reached, and nobody saw it.")
@State
public class FailureThresholdStress {

    private final TimeWindow window = new TimeWindow(Windows.TWO_FAILURES, null, new CoarseClock(new HandTime()));

    @Actor
    public void first(ZZ_Result result) {
        window.recordFailure(false);
        result.r1 = window.evaluate() != null;
    }

    @Actor
    public void second(ZZ_Result result) {
        window.recordFailure(false);
        result.r2 = window.evaluate() != null;
    }
}
