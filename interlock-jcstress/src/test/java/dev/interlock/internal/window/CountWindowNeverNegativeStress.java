package dev.interlock.internal.window;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.CircuitConfig;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** S10: one recorder puts failures in while another takes them out. Raised before, lowered after: whoever looks never sees less than none. */
@JCStressTest
@Outcome(id = "sane", expect = ACCEPTABLE, desc = "No count was negative.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "A failure was taken out of the counter before it was put in.")
@State
public class CountWindowNeverNegativeStress {

    private static final int ROUNDS = 12;

    private static final CircuitConfig CONFIG = CircuitConfig.builder()
            .failureRate(1)
            .countWindow(1)
            .minimumCalls(1)
            .build("count");

    private final CountWindow window = new CountWindow(CONFIG, null);

    @Actor
    public void failing() {
        for (int round = 0; round < ROUNDS; round++) {
            window.recordFailure(false);
        }
    }

    @Actor
    public void succeeding(L_Result result) {
        result.r1 = "sane";
        for (int round = 0; round < ROUNDS; round++) {
            window.recordSuccess();
            Window.Counts counts = window.counts();
            if (counts.failures() < 0) {
                result.r1 = counts.toString();
            }
        }
    }
}
