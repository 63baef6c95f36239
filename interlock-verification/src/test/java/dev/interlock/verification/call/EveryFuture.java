package dev.interlock.verification.call;

import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Circuit;
import dev.interlock.CircuitMetrics;
import dev.interlock.Interlock;
import dev.interlock.RecoveryMode;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * Every way in which a future can end or not end, of stages of every manner, in every state that admits calls, whatever becomes of the circuit
 * meanwhile: the place is given back once, by the deadline at the latest, and what counts is what the specification says.
 */
public final class EveryFuture implements Callable<String> {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** How it ends. */
    enum Ending {
        COMPLETES,
        FAILS,
        IS_CANCELLED_BY_THE_CALLER,
        IS_CANCELLED_BY_ITS_OWNER,
        IS_COMPLETED_BY_THE_CALLER,
        TIMES_OUT_AT_THE_CALLER,
        NEVER_ENDS,
        ENDS_AFTER_ITS_DEADLINE,
        IS_CANCELLED_AND_ENDS_ALL_THE_SAME
    }

    /** What the work returned. */
    enum Manner {
        PLAIN,
        MINIMAL,
        TELLS_TWICE,
        CANNOT_BE_CANCELLED
    }

    /** What becomes of the circuit between beginning and end. */
    enum Meanwhile {
        NOTHING,
        IT_OPENS,
        IT_IS_DISABLED,
        IT_IS_REMOVED,
        IT_IS_BLOCKED,
        THE_INTERLOCK_CLOSES
    }

    static final List<State> ADMITTING = List.of(State.CLOSED, State.HALF_OPEN, State.METRICS_ONLY, State.DISABLED);

    /** Made by reflection, in front of a core with a fault. */
    public EveryFuture() {}

    /** Empty, or what does not hold. */
    @Override
    public String call() {
        try {
            for (State state : ADMITTING) {
                for (Meanwhile meanwhile : Meanwhile.values()) {
                    play(state, meanwhile);
                }
            }
            return "";
        } catch (AssertionError wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }

    /** Every ending of every manner, in one state. */
    static void play(State state, Meanwhile meanwhile) {
        for (Ending ending : Ending.values()) {
            for (Manner manner : Manner.values()) {
                try {
                    oneCall(state, meanwhile, ending, manner);
                } catch (AssertionError wrong) {
                    throw new AssertionError(ending + " " + manner + ": " + wrong.getMessage(), wrong);
                }
            }
        }
    }

    private static void oneCall(State state, Meanwhile meanwhile, Ending ending, Manner manner) {
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(
                settings -> settings.timeSource(time).scheduler(time).hookExecutor(time))) {
            Circuit dependency = interlock.define("dependency");
            Circuit circuit = interlock.define(
                    "c",
                    c -> c.dependsOn("dependency")
                            .failureThreshold(1)
                            .maxConcurrent(2)
                            .permitDeadline(DEADLINE)
                            .recoveryMode(RecoveryMode.MANUAL));
            bring(circuit, state);
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> result = circuit.callAsync(() -> stage(work, manner));
            assertThat(result).isNotDone();
            boolean counted = state == State.CLOSED || state == State.HALF_OPEN;
            same("places taken", interlock.diagnostics().callsInFlight(), counted ? 1 : 0);
            same("permits taken", interlock.diagnostics().permitsOutstanding(), state == State.HALF_OPEN ? 1 : 0);

            change(interlock, circuit, dependency, meanwhile);
            end(time, work, result, ending);

            boolean closed = meanwhile == Meanwhile.THE_INTERLOCK_CLOSES;
            if (!(closed
                    && ending
                            == Ending.NEVER_ENDS)) { // no timer runs in a closed interlock, and no place matters there
                assertNothingOutstanding(interlock);
            }
            if (meanwhile != Meanwhile.IT_IS_REMOVED && !closed) {
                counts(circuit.metrics(), state, ending);
                stateAfter(circuit, state, meanwhile, ending);
                Traffic.close(dependency);
                Traffic.close(circuit);
                Traffic.assertUsable(interlock, circuit);
            }
            // Whatever comes late, or again, changes nothing more.
            work.completeExceptionally(new Traffic.Failure());
            result.cancel(true);
            if (!closed) {
                time.advance(DEADLINE.multipliedBy(2));
                assertNothingOutstanding(interlock);
            }
        }
    }

    private static void bring(Circuit circuit, State state) {
        switch (state) {
            case HALF_OPEN -> Traffic.halfOpen(circuit);
            case METRICS_ONLY -> circuit.operator().metricsOnly(Traffic.OPS, "test");
            case DISABLED -> circuit.operator().disable(Traffic.OPS, "test");
            case CLOSED, OPEN, FORCED_OPEN -> Traffic.close(circuit);
        }
    }

    private static void change(Interlock interlock, Circuit circuit, Circuit dependency, Meanwhile meanwhile) {
        switch (meanwhile) {
            case NOTHING -> {
                // The call goes on undisturbed.
            }
            case IT_OPENS -> Traffic.open(circuit);
            case IT_IS_DISABLED -> circuit.operator().disable(Traffic.OPS, "test");
            case IT_IS_REMOVED -> assertThat(interlock.remove("c")).isTrue();
            case IT_IS_BLOCKED -> Traffic.open(dependency);
            case THE_INTERLOCK_CLOSES -> interlock.close();
        }
    }

    private static void end(
            ManualTime time, CompletableFuture<String> work, CompletableFuture<String> result, Ending ending) {
        switch (ending) {
            case COMPLETES -> work.complete("fine");
            case FAILS -> work.completeExceptionally(new Traffic.Failure());
            case IS_CANCELLED_BY_THE_CALLER -> result.cancel(true);
            case IS_CANCELLED_BY_ITS_OWNER -> work.cancel(true);
            case IS_COMPLETED_BY_THE_CALLER -> result.complete("mine");
            case TIMES_OUT_AT_THE_CALLER -> result.completeExceptionally(new TimeoutException()); // as orTimeout does
            case NEVER_ENDS -> time.advance(DEADLINE);
            case ENDS_AFTER_ITS_DEADLINE -> {
                time.advance(DEADLINE);
                work.complete("late");
            }
            case IS_CANCELLED_AND_ENDS_ALL_THE_SAME -> {
                result.cancel(true);
                work.complete("all the same");
            }
        }
    }

    private static void counts(CircuitMetrics metrics, State admittedIn, Ending ending) {
        boolean limited = admittedIn == State.CLOSED || admittedIn == State.HALF_OPEN; // has a place, and so a deadline
        boolean recorded = admittedIn != State.DISABLED;
        long successes = 0;
        long failures = 0;
        long ignored = 0;
        switch (ending) {
            case COMPLETES -> successes = recorded ? 1 : 0;
            // Nobody on this side cancelled the stage: that is how its owner says that it failed.
            case FAILS, TIMES_OUT_AT_THE_CALLER, IS_CANCELLED_BY_ITS_OWNER -> failures = recorded ? 1 : 0;
            case IS_CANCELLED_BY_THE_CALLER, IS_CANCELLED_AND_ENDS_ALL_THE_SAME, IS_COMPLETED_BY_THE_CALLER ->
                ignored = 1;
            case NEVER_ENDS -> failures = limited ? 1 : 0;
            case ENDS_AFTER_ITS_DEADLINE -> {
                failures = limited ? 1 : 0;
                successes = limited || !recorded ? 0 : 1;
            }
        }
        same("successes", metrics.successes(), successes);
        same("failures", metrics.failures(), failures);
        same("ignored", metrics.ignored(), ignored);
    }

    /** One failure opens it, if it is one of the present epoch; one good probe closes it, unless it is blocked. */
    private static void stateAfter(Circuit circuit, State admittedIn, Meanwhile meanwhile, Ending ending) {
        State expected = admittedIn;
        boolean moved = meanwhile == Meanwhile.IT_OPENS || meanwhile == Meanwhile.IT_IS_DISABLED;
        if (moved) {
            expected = meanwhile == Meanwhile.IT_OPENS ? State.OPEN : State.DISABLED;
        } else if (admittedIn == State.CLOSED || admittedIn == State.HALF_OPEN) {
            expected = switch (ending) {
                case COMPLETES -> meanwhile == Meanwhile.IT_IS_BLOCKED ? admittedIn : State.CLOSED;
                case IS_CANCELLED_BY_THE_CALLER, IS_CANCELLED_AND_ENDS_ALL_THE_SAME, IS_COMPLETED_BY_THE_CALLER ->
                    admittedIn;
                case FAILS, IS_CANCELLED_BY_ITS_OWNER, TIMES_OUT_AT_THE_CALLER, NEVER_ENDS, ENDS_AFTER_ITS_DEADLINE ->
                    State.OPEN;
            };
        }
        same("state", circuit.state(), expected);
    }

    private static void same(String what, Object actual, Object expected) {
        assertThat(actual).as(what).isEqualTo(expected);
    }

    private static CompletionStage<String> stage(CompletableFuture<String> work, Manner manner) {
        return switch (manner) {
            case PLAIN -> work;
            case MINIMAL -> work.minimalCompletionStage();
            case TELLS_TWICE -> new Hostile(work, true);
            case CANNOT_BE_CANCELLED -> new Hostile(work, false);
        };
    }

    /** Follows another future, tells its end twice, or throws when it is to be cancelled. */
    private static final class Hostile extends CompletableFuture<String> {

        private final CompletableFuture<String> work;
        private final boolean twice;

        Hostile(CompletableFuture<String> work, boolean twice) {
            this.work = work;
            this.twice = twice;
        }

        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            CompletableFuture<String> first = work.whenComplete(action);
            return twice ? work.whenComplete(action) : first;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (!twice) {
                throw new IllegalStateException("cannot be cancelled");
            }
            return work.cancel(mayInterruptIfRunning);
        }
    }
}
