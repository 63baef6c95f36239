package dev.interlock.internal.call;

import dev.interlock.internal.call.Classifier.Meaning;
import dev.interlock.internal.engine.Engine;
import dev.interlock.internal.engine.Ticker;
import dev.interlock.internal.graph.Member;
import dev.interlock.internal.graph.Words;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Counters;
import dev.interlock.internal.state.Episode;
import dev.interlock.internal.text.ErrorText;
import dev.interlock.internal.time.CoarseClock;
import dev.interlock.internal.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * Records what calls meant, in the epoch that admitted them: a late result lands in a window or episode that nobody asks any more.
 * Conditions are evaluated on failures and slow calls, never on a success.
 */
final class Recorder {

    /** Answers that are no successes have to come for at least so long, however short the wait is. */
    private static final long LEAST_ANSWERED_NANOS = 1_000_000_000L;

    private final Engine engine;
    private final Ticker ticker;
    private final CoarseClock clock;

    Recorder(Engine engine, Ticker ticker, CoarseClock clock) {
        this.engine = engine;
        this.ticker = ticker;
        this.clock = clock;
    }

    /** Whatever a call meant, with a throwable or words for a failure. */
    void record(
            Member member,
            CircuitState admittedIn,
            Meaning meaning,
            boolean slow,
            String words,
            @Nullable Throwable thrown) {
        switch (meaning) {
            case SUCCESS -> success(member, admittedIn, slow);
            case ANSWERED -> answered(member, admittedIn, slow);
            case FAILURE -> {
                if (thrown != null) {
                    failure(member, admittedIn, thrown, slow);
                } else {
                    failure(member, admittedIn, words, slow);
                }
            }
            case IGNORED -> ignored(member, admittedIn);
            case COUNTED -> {}
        }
    }

    void success(Member member, CircuitState admittedIn, boolean slow) {
        if (slow) {
            member.counters().ends().slowCalls.increment();
        }
        switch (admittedIn.state()) {
            case CLOSED, METRICS_ONLY -> {
                if (slow) {
                    CircuitState present = engine.present(member, admittedIn);
                    windowOf(present, admittedIn).recordSlowSuccess();
                    evaluate(member, present);
                } else {
                    admittedIn.window().recordSuccess();
                }
            }
            case HALF_OPEN -> {
                member.counters().ends().probeSuccesses.increment();
                probeEnded(member, admittedIn, !slow, Words.SLOW_PROBE);
            }
            case OPEN, FORCED_OPEN, DISABLED -> {
                // DISABLED counts nothing; the others admit nothing.
            }
        }
    }

    /** The service answered, and not as one wished: a call in rates, which ends no row of failures and is no good probe. */
    void answered(Member member, CircuitState admittedIn, boolean slow) {
        if (slow) {
            member.counters().ends().slowCalls.increment();
        }
        switch (admittedIn.state()) {
            case CLOSED, METRICS_ONLY -> {
                CircuitState present = engine.present(member, admittedIn);
                windowOf(present, admittedIn).recordAnswer(slow);
                if (slow) {
                    evaluate(member, present);
                }
            }
            case HALF_OPEN -> {
                member.counters().ends().probeSuccesses.increment();
                if (slow) {
                    probeEnded(member, admittedIn, false, Words.SLOW_PROBE);
                } else if (episodeOf(admittedIn)
                        .answered(clock.exact(), Math.max(LEAST_ANSWERED_NANOS, admittedIn.waitNanos()))) {
                    engine.askReset(member, admittedIn.epoch());
                }
            }
            case OPEN, FORCED_OPEN, DISABLED -> {
                // DISABLED counts nothing; the others admit nothing.
            }
        }
    }

    void failure(Member member, CircuitState admittedIn, Throwable thrown, boolean slow) {
        if (counts(admittedIn)) {
            try {
                member.counters().lastError(thrown, admittedIn.coarseNanos());
            } finally { // where there is no memory even for that, the probe's place is left all the same
                failed(member, admittedIn, slow);
            }
        }
    }

    /** A failure that was no throwable. */
    void failure(Member member, CircuitState admittedIn, String words, boolean slow) {
        if (counts(admittedIn)) {
            try {
                member.counters().lastError(ErrorText.of(words), admittedIn.coarseNanos());
            } finally { // where there is no memory even for that, the probe's place is left all the same
                failed(member, admittedIn, slow);
            }
        }
    }

    private void failed(Member member, CircuitState admittedIn, boolean slow) {
        Counters.Ends ends = member.counters().ends();
        ends.failures.increment();
        if (slow) {
            ends.slowCalls.increment();
        }
        switch (admittedIn.state()) {
            case CLOSED, METRICS_ONLY -> {
                CircuitState present = engine.present(member, admittedIn);
                windowOf(present, admittedIn).recordFailure(slow);
                evaluate(member, present);
            }
            case HALF_OPEN -> probeEnded(member, admittedIn, false, "a probe failed");
            case OPEN, FORCED_OPEN, DISABLED -> {
                // DISABLED counts nothing; the others admit nothing.
            }
        }
    }

    void ignored(Member member, CircuitState admittedIn) {
        member.counters().ends().ignored.increment();
        Episode episode = admittedIn.episode();
        if (episode != null) {
            episode.leave();
        }
    }

    private static boolean counts(CircuitState state) {
        return switch (state.state()) {
            case CLOSED, METRICS_ONLY, HALF_OPEN -> true;
            case OPEN, FORCED_OPEN, DISABLED -> false; // DISABLED counts nothing; the others admit nothing
        };
    }

    private void probeEnded(Member member, CircuitState admittedIn, boolean good, String why) {
        Episode episode = episodeOf(admittedIn);
        if (!good) {
            episode.leave();
            engine.trip(member, admittedIn, why);
        } else if (episode.succeed()) {
            engine.askReset(member, admittedIn.epoch());
        }
    }

    private static Episode episodeOf(CircuitState halfOpen) {
        Episode episode = halfOpen.episode();
        if (episode == null) {
            throw new IllegalStateException("HALF_OPEN without an episode");
        }
        return episode;
    }

    /** That of the state which took the place of the one that admitted the call, if it counts there; else one that nobody asks any more. */
    private static Window windowOf(@Nullable CircuitState present, CircuitState admittedIn) {
        return (present != null ? present : admittedIn).window();
    }

    private void evaluate(Member member, @Nullable CircuitState present) {
        if (present == null) {
            return; // the circuit moved on: this call is history
        }
        Window window = present.window();
        String met = window.evaluate();
        if (met != null) {
            engine.trip(member, present, met);
        } else if (window.hasRates()) {
            // Whether a rate is in reach takes a look at every bucket: the tick does that, once for all failures of a
            // tick.
            ticker.watch(member, present);
        }
    }
}
