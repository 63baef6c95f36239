package dev.interlock.verification.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Cause;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitEvent;
import dev.interlock.State;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Episode;
import dev.interlock.internal.state.Terms;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.verification.NoTime;
import dev.interlock.verification.planted.PlantedFault;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** S1: the permits of a HALF_OPEN circuit. Two places; after two good probes nobody gets in any more. */
@EnabledIfSystemProperty(
        named = "interlock.proofs",
        matches = "short|long",
        disabledReason = "model checking and its planted bugs take most of a minute")
public class EpisodeLincheckTest {

    private static final int THREADS = 4; // the two, and what comes before and after

    private static final CircuitConfig CONFIG =
            CircuitConfig.builder().halfOpenCalls(2).successThreshold(2).build("c");

    private final Episode episode = episode();
    /** Permits in hand, by thread: who reports is who acquired. */
    private final int[] held = new int[THREADS];

    @Operation
    public boolean acquire(@Param(gen = ThreadIdGen.class) int thread) {
        boolean entered = episode.tryEnter();
        held[thread] += entered ? 1 : 0;
        return entered;
    }

    /** Whether the reset has to be asked for; null without a permit. */
    @Operation
    public @Nullable Boolean success(@Param(gen = ThreadIdGen.class) int thread) {
        if (held[thread] == 0) {
            return null;
        }
        held[thread]--;
        return episode.succeed();
    }

    @Operation
    public void failureOrIgnored(@Param(gen = ThreadIdGen.class) int thread) {
        if (held[thread] > 0) {
            held[thread]--;
            episode.leave();
        }
    }

    @Operation
    public int outstanding() {
        return episode.outstanding();
    }

    @Operation
    public boolean wantsReset() {
        return episode.wantsReset();
    }

    /** What one thread would see. */
    public static class Specification {
        private final int[] held = new int[THREADS];
        private int successes;

        public boolean acquire(int thread) {
            boolean entered = outstanding() < 2 && successes < 2;
            held[thread] += entered ? 1 : 0;
            return entered;
        }

        public @Nullable Boolean success(int thread) {
            if (held[thread] == 0) {
                return null;
            }
            held[thread]--;
            successes++;
            return wantsReset();
        }

        public void failureOrIgnored(int thread) {
            held[thread] -= held[thread] > 0 ? 1 : 0;
        }

        public int outstanding() {
            return Arrays.stream(held).sum();
        }

        public boolean wantsReset() {
            return successes >= 2;
        }
    }

    private static ModelCheckingOptions options() {
        return Effort.ofAnObject().sequentialSpecification(Specification.class);
    }

    @Test
    void permits_takenAndReportedAtOnce_areAsIfOneAfterTheOther() {
        options().check(EpisodeLincheckTest.class);
    }

    @Test
    void permits_placeTakenByAPlainWrite_isFound() throws Exception {
        assertThat(FaultyCore.isFoundBy(
                        EpisodeLincheckTest.class,
                        new PlantedFault(
                                "Episode.tryEnter",
                                "if (word.compareAndSet(now, now + 1))",
                                "word.set(now + 1);\nif (now >= 0)")))
                .isTrue();
    }

    private static Episode episode() {
        CoarseClock clock = new CoarseClock(new NoTime());
        Cause cause = new Cause(CircuitEvent.ATTEMPT_RECOVERY, Optional.empty(), Optional.empty(), "");
        Episode made = CircuitState.initial(new Object(), new Terms(CONFIG), clock, 0, Instant.EPOCH)
                .enter(State.HALF_OPEN, cause, 0, 0, Instant.EPOCH)
                .episode();
        if (made == null) {
            throw new IllegalStateException("HALF_OPEN without an episode");
        }
        return made;
    }
}
