package dev.interlock.internal.window;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.interlock.CircuitConfig;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** S10: a failure and a success meet at one place: whatever stays there, the counter says the same. */
@JCStressTest
@Outcome(
        id = "sane",
        expect = ACCEPTABLE,
        desc = "When the place is a success again, no failure is left in the counter.")
@Outcome(id = "negative.*", expect = FORBIDDEN, desc = "One failure was taken out twice.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "A failure that left the window still counts.")
@State
public class CountWindowPlaceStress {

    private static final CircuitConfig CONFIG = CircuitConfig.builder()
            .failureRate(1)
            .countWindow(1)
            .minimumCalls(1)
            .build("count");

    private final CountWindow window = new CountWindow(CONFIG, null);

    /** The place holds a failure, which two calls displace. */
    public CountWindowPlaceStress() {
        window.recordFailure(false);
    }

    @Actor
    public void succeeding() {
        window.recordSuccess();
    }

    @Actor
    public void slow() {
        window.recordSlowSuccess();
    }

    @Arbiter
    public void after(L_Result result) {
        window.recordSuccess();
        Window.Counts counts = window.counts();
        boolean negative = counts.failures() < 0 || counts.slow() < 0;
        boolean sane = counts.calls() == 1 && counts.failures() == 0 && counts.slow() == 0;
        result.r1 = sane ? "sane" : (negative ? "negative: " : "") + counts;
    }
}
