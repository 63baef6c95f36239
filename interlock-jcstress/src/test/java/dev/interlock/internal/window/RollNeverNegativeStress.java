package dev.interlock.internal.window;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.internal.time.CoarseClock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * S10: an evaluator reads while one bucket after the other begins. A total that it read before a roll is less than what the roll holds,
 * and the difference negative.
 */
@JCStressTest
@Outcome(id = "sane", expect = ACCEPTABLE, desc = "No count was negative, and no part larger than the whole.")
@Outcome(id = "negative.*", expect = FORBIDDEN, desc = "Totals were read before the roll.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "More failures than calls, or more calls than one window had.")
@State
public class RollNeverNegativeStress {

    private static final int ROUNDS = 8;
    private static final int FAILURES = 4;

    private final HandTime time = new HandTime();
    private final TimeWindow window = new TimeWindow(Windows.RATES, null, new CoarseClock(time));

    /**
     * The first failure of each round begins a bucket, and what was before it has left the window. The others give the evaluator the
     * time to come to an answer before the next round makes that bucket old.
     */
    @Actor
    public void recorder() {
        for (int round = 0; round < ROUNDS; round++) {
            time.advance(2 * Windows.LENGTH_NANOS);
            for (int failure = 0; failure < FAILURES; failure++) {
                window.recordFailure(false);
            }
        }
    }

    @Actor
    public void evaluator(L_Result result) {
        result.r1 = "sane";
        for (int round = 0; round < ROUNDS * FAILURES; round++) {
            Window.Counts counts = window.counts();
            if (counts.failures() < 0 || counts.calls() < 0) {
                result.r1 = "negative: " + counts;
            } else if (counts.failures() > counts.calls() || counts.calls() > ROUNDS * FAILURES) {
                result.r1 = counts.toString();
            }
        }
    }
}
