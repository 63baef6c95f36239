package dev.interlock.internal.state;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** S1: permits are never over N. Two calls want the last place. */
@JCStressTest
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The first took it.")
@Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "The second took it.")
@Outcome(id = "true, true, .*", expect = FORBIDDEN, desc = "Two permits on one place.")
@Outcome(id = "false, false, .*", expect = FORBIDDEN, desc = "A free place, and nobody got it.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "The count of permits is wrong.")
@State
public class EpisodeLastPlaceStress {

    private final Episode episode = new Episode(1, 1);

    @Actor
    public void first(ZZI_Result result) {
        result.r1 = episode.tryEnter();
    }

    @Actor
    public void second(ZZI_Result result) {
        result.r2 = episode.tryEnter();
    }

    @Arbiter
    public void after(ZZI_Result result) {
        result.r3 = episode.outstanding();
    }
}
