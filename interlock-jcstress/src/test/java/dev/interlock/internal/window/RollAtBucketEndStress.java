package dev.interlock.internal.window;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.internal.time.CoarseClock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * S10: two recorders at a bucket's end and an evaluator beside them; the bucket before, with one failure, is still in the window. Three
 * threads: on a machine with two processors the harness leaves it out, and says so.
 */
@JCStressTest
@Outcome(id = "[123], 3", expect = ACCEPTABLE, desc = "The evaluator saw what was there; at the end all three are.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "A failure was lost, invented, or counted twice.")
@State
public class RollAtBucketEndStress {

    private final TimeWindow window;

    /** One failure, and a bucket that is just over. */
    public RollAtBucketEndStress() {
        HandTime time = new HandTime();
        window = new TimeWindow(Windows.RATES, null, new CoarseClock(time));
        window.recordFailure(false);
        time.advance(Windows.LENGTH_NANOS / 10);
    }

    @Actor
    public void first() {
        window.recordFailure(false);
    }

    @Actor
    public void second() {
        window.recordFailure(false);
    }

    @Actor
    public void evaluator(II_Result result) {
        result.r1 = (int) window.counts().failures();
    }

    @Arbiter
    public void after(II_Result result) {
        result.r2 = (int) window.counts().failures();
    }
}
