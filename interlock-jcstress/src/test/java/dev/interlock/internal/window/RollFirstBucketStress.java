package dev.interlock.internal.window;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.internal.time.CoarseClock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * S10: two recorders find that the bucket is over, and everything before has left the window. Whoever rolls last must not take the
 * other's call for one of those before.
 */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both calls are in the window.")
@Outcome(id = "1", expect = FORBIDDEN, desc = "A roll replaced a roll, and a call was lost with it.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "Calls were lost, or counted twice.")
@State
public class RollFirstBucketStress {

    private final TimeWindow window = new TimeWindow(Windows.RATES, null, new CoarseClock(new HandTime()));

    @Actor
    public void first() {
        window.recordFailure(false);
    }

    @Actor
    public void second() {
        window.recordFailure(false);
    }

    @Arbiter
    public void after(I_Result result) {
        result.r1 = (int) window.counts().failures();
    }
}
