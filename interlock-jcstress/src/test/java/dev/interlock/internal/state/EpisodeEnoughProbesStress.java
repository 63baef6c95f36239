package dev.interlock.internal.state;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * The last wanted probe ends well on the only place, while another call asks for it. The place becomes free in the same step in which
 * enough are good, so nobody may ever get it.
 */
@JCStressTest
@Outcome(id = "true, false, 0", expect = ACCEPTABLE, desc = "Before: the place is taken. After: enough were good.")
@Outcome(id = ".*, true, .*", expect = FORBIDDEN, desc = "The place was seen free before the success was seen.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "The reset is not asked for, or the count is wrong.")
@State
public class EpisodeEnoughProbesStress {

    private final Episode episode = new Episode(1, 1);

    /** The probe is out. */
    public EpisodeEnoughProbesStress() {
        if (!episode.tryEnter()) {
            throw new IllegalStateException("one place, and no permit");
        }
    }

    @Actor
    public void probe(ZZI_Result result) {
        result.r1 = episode.succeed();
    }

    @Actor
    public void caller(ZZI_Result result) {
        result.r2 = episode.tryEnter();
    }

    @Arbiter
    public void after(ZZI_Result result) {
        result.r3 = episode.outstanding();
    }
}
