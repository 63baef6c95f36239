package dev.interlock.internal.window;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** S10: two failures meet at one place of the ring: the newer one stays, in whatever order they get there. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "The newer failure is there.")
@Outcome(id = "0", expect = FORBIDDEN, desc = "The older failure hides the newer one, and the threshold is missed.")
@State
public class LatestFailuresNewestStress {

    private final LatestFailures latest = new LatestFailures(1);

    /** The ring is there: this is about its place. */
    public LatestFailuresNewestStress() {
        latest.record(1);
    }

    @Actor
    public void older() {
        latest.record(10);
    }

    @Actor
    public void newer() {
        latest.record(20);
    }

    @Arbiter
    public void after(I_Result result) {
        result.r1 = latest.within(5, 22); // from 17 on
    }
}
