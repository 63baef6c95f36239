package dev.interlock.internal.state;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Two probes end well at once, and two are wanted: exactly the last one asks for the reset. */
@JCStressTest
@Outcome(id = "true, false, 0", expect = ACCEPTABLE, desc = "The first was the last to end.")
@Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "The second was the last to end.")
@Outcome(id = "false, false, .*", expect = FORBIDDEN, desc = "Nobody asks: the circuit would stay HALF_OPEN.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "Asked twice, or a place was lost.")
@State
public class EpisodeResetAskedOnceStress {

    private final Episode episode = new Episode(2, 2);

    /** Both probes are out. */
    @SuppressWarnings("IdentityBinaryExpression") // the second is another permit
    public EpisodeResetAskedOnceStress() {
        if (!episode.tryEnter() || !episode.tryEnter()) {
            throw new IllegalStateException("two places, and not two permits");
        }
    }

    @Actor
    public void first(ZZI_Result result) {
        result.r1 = episode.succeed();
    }

    @Actor
    public void second(ZZI_Result result) {
        result.r2 = episode.succeed();
    }

    @Arbiter
    public void after(ZZI_Result result) {
        result.r3 = episode.outstanding();
    }
}
