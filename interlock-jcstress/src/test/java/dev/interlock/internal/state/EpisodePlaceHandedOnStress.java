package dev.interlock.internal.state;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * S1: never more permits in hand than places, while places are taken and handed back from both sides; and none is lost. Each side
 * reports the most it saw. Two places, because with one nobody can write while another one hands it back.
 */
@JCStressTest
@Outcome(id = "[012], [012], 0", expect = ACCEPTABLE, desc = "Never more than two in hand, and all are back.")
@Outcome(id = "[34], .*, .*", expect = FORBIDDEN, desc = "More permits in hand than places.")
@Outcome(id = ".*, [34], .*", expect = FORBIDDEN, desc = "More permits in hand than places.")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "A place was lost, or given back twice.")
@State
public class EpisodePlaceHandedOnStress {

    private static final int ROUNDS = 4;

    private final Episode episode = new Episode(2, 1);
    private final AtomicInteger inHand = new AtomicInteger();

    @Actor
    public void first(III_Result result) {
        result.r1 = mostInHand();
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = mostInHand();
    }

    private int mostInHand() {
        int most = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int mine = 0;
            while (mine < 2 && episode.tryEnter()) {
                mine++;
                most = Math.max(most, inHand.incrementAndGet());
            }
            for (; mine > 0; mine--) {
                inHand.decrementAndGet();
                episode.leave();
            }
        }
        return most;
    }

    @Arbiter
    public void after(III_Result result) {
        result.r3 = episode.outstanding();
    }
}
