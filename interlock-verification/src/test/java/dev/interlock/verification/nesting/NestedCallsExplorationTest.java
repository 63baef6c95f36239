package dev.interlock.verification.nesting;

import static dev.interlock.verification.call.Traffic.OPS;
import static dev.interlock.verification.call.Traffic.assertNothingOutstanding;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.BulkheadFullException;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CyclePolicy;
import dev.interlock.Diagnostics;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.RampingException;
import dev.interlock.State;
import dev.interlock.testkit.ManualTime;
import dev.interlock.testkit.property.Generator;
import dev.interlock.testkit.property.Generators;
import dev.interlock.testkit.property.Property;
import dev.interlock.testkit.property.Shrinkers;
import java.io.Serial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Calls nested at random through three circuits that depend on each other in a condensed cycle, while the circuits move: places are never more than there
 * are and never leak (S1, S9), a call inside its own call finds what that one holds, and every circuit closes by nested calls alone (L5).
 */
class NestedCallsExplorationTest {

    private static final int CIRCUITS = 3;
    private static final int HALF_OPEN_CALLS = 2;
    private static final int PLACES = 2;

    private enum Action {
        CALL,
        CALL_ASYNC,
        WITHIN,
        LEAVE,
        THROW,
        BEGIN_ASYNC,
        COMPLETE,
        FAIL,
        OPEN,
        RECOVER,
        ADVANCE
    }

    private record Step(Action action, int circuit) {}

    private static final Generator<Step> STEP =
            random -> new Step(Generators.picks(Action.values()).generate(random), random.nextInt(CIRCUITS));

    @Test
    void nestedCalls_inAnyOrder_keepWhatTheyTook_andGiveItBackOnce() {
        Property.named("nested calls take once what a call takes once")
                .tries(System.getProperty("interlock.proofs") == null ? 500 : 5_000)
                .forAll(Generators.lists(STEP, 40), Shrinkers.lists(), NestedCallsExplorationTest::play);
    }

    private static void play(List<Step> steps) {
        ManualTime time = ManualTime.create();
        try (Interlock interlock = Interlock.create(settings -> settings.timeSource(time)
                .scheduler(time)
                .hookExecutor(time)
                .seed(7)
                .cycles(CyclePolicy.CONDENSE))) {
            interlock.defineAll(all -> {
                for (int i = 0; i < CIRCUITS; i++) {
                    String next = "c" + (i + 1) % CIRCUITS;
                    all.define(
                            "c" + i,
                            c -> c.failureThreshold(3)
                                    .halfOpenCalls(HALF_OPEN_CALLS)
                                    .successThreshold(3)
                                    .maxConcurrent(PLACES)
                                    .rampUp(ofSeconds(5))
                                    .permitDeadline(ofHours(1))
                                    .resetTimeout(ofSeconds(10))
                                    .dependsOn(next));
                }
            });
            Play play = new Play(interlock, time, steps.iterator());
            while (play.left.hasNext()) {
                try {
                    play.run();
                } catch (Planned outermost) {
                    // nobody is left to catch it
                }
            }
            play.pending.forEach(stage -> stage.complete(true));
            assertNothingOutstanding(interlock);
            play.everyCircuitCloses();
        }
    }

    /** One run; the calls are nested as this object's own are. */
    private static final class Play {

        private final Interlock interlock;
        private final ManualTime time;
        private final Iterator<Step> left;
        private final Deque<Inside> inside = new ArrayDeque<>();
        private final List<CompletableFuture<Boolean>> pending = new ArrayList<>();

        Play(Interlock interlock, ManualTime time, Iterator<Step> left) {
            this.interlock = interlock;
            this.time = time;
            this.left = left;
        }

        void run() {
            while (left.hasNext()) {
                Step step = left.next();
                Circuit circuit = interlock.circuit("c" + step.circuit);
                switch (step.action) {
                    case LEAVE -> {
                        return;
                    }
                    case THROW -> throw new Planned();
                    case CALL, CALL_ASYNC, WITHIN, BEGIN_ASYNC -> attempt(step.action, circuit);
                    case COMPLETE -> end(step.circuit, null);
                    case FAIL -> end(step.circuit, new Planned());
                    case OPEN -> circuit.operator().open(OPS, "test");
                    case RECOVER -> circuit.attemptRecovery();
                    case ADVANCE -> time.advance(ofSeconds(4));
                }
                assertWithinBounds();
            }
        }

        private void attempt(Action action, Circuit circuit) {
            boolean callable = circuit.isCallable();
            Inside call = new Inside(
                    circuit, interlock.snapshot().node(circuit.name()).epoch());
            try {
                switch (action) {
                    case CALL -> circuit.run(() -> inside(call));
                    case CALL_ASYNC -> {
                        CompletableFuture<Boolean> stage = new CompletableFuture<>();
                        pending.add(stage);
                        rethrow(circuit.callAsync(() -> {
                            inside(call);
                            return stage;
                        }));
                    }
                    case BEGIN_ASYNC -> {
                        CompletableFuture<Boolean> stage = new CompletableFuture<>();
                        pending.add(stage);
                        rethrow(circuit.callAsync(() -> stage));
                    }
                    default -> {
                        try (Permit permit = circuit.acquire()) {
                            permit.within(() -> inside(call));
                            permit.success();
                        }
                    }
                }
                assertThat(callable || action != Action.BEGIN_ASYNC)
                        .as("what asking said")
                        .isTrue();
            } catch (Planned failure) {
                // the step around it goes on
            } catch (CallRejectedException refusal) {
                assertThat(callable && refusal.circuit().equals(circuit.name()) && !call.entered)
                        .as("asking said that it was callable")
                        .isFalse();
                assertNotForWantOfItsOwn(call, refusal);
            }
        }

        private void inside(Inside call) {
            call.entered = true;
            inside.push(call);
            try {
                run();
            } finally {
                inside.pop();
            }
        }

        private void assertNotForWantOfItsOwn(Inside call, CallRejectedException refusal) {
            boolean inEpoch =
                    inside.stream().anyMatch(each -> each.circuit == call.circuit && each.epoch == call.epoch);
            boolean inAny = inside.stream().anyMatch(each -> each.circuit == call.circuit);
            assertThat(inEpoch && (refusal instanceof PermitsExhaustedException || refusal instanceof RampingException))
                    .as("refused for want of the permit that it is inside of")
                    .isFalse();
            assertThat(inAny && refusal instanceof BulkheadFullException)
                    .as("refused for want of the place that it is inside of")
                    .isFalse();
        }

        private void end(int which, @Nullable Throwable failure) {
            if (!pending.isEmpty()) {
                CompletableFuture<Boolean> stage = pending.remove(which % pending.size());
                if (failure == null) {
                    stage.complete(true);
                } else {
                    stage.completeExceptionally(failure);
                }
            }
        }

        private void assertWithinBounds() {
            Diagnostics now = interlock.diagnostics();
            assertThat(now.permitsOutstanding()).isBetween(0, CIRCUITS * HALF_OPEN_CALLS);
            assertThat(now.callsInFlight()).isBetween(0, CIRCUITS * PLACES);
        }

        private static void rethrow(CompletableFuture<Boolean> call) {
            if (call.isCompletedExceptionally()
                    && call.handle((value, failure) -> failure).join() instanceof RuntimeException thrown) {
                throw thrown;
            }
        }

        void everyCircuitCloses() {
            Circuit a = interlock.circuit("c0");
            Circuit b = interlock.circuit("c1");
            Circuit c = interlock.circuit("c2");
            for (int round = 0; round < 60; round++) {
                time.advance(ofSeconds(2));
                try {
                    a.run(() -> b.run(() -> a.run(() -> c.run(() -> b.run(() -> a.run(() -> {}))))));
                } catch (CallRejectedException notYet) {
                    // one of them waits, or ramps
                }
            }
            for (Circuit each : List.of(a, b, c)) {
                assertThat(each.state()).as(each.name()).isEqualTo(State.CLOSED);
            }
            assertNothingOutstanding(interlock);
        }
    }

    private static final class Inside {
        private final Circuit circuit;
        private final long epoch;
        private boolean entered;

        Inside(Circuit circuit, long epoch) {
            this.circuit = circuit;
            this.epoch = epoch;
        }
    }

    private static final class Planned extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
