package dev.interlock.verification.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Futures that are cancelled, abandoned or never completed, while a hook misbehaves: nothing leaks, and the circuit works afterwards. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuturesFaultMatrixTest {

    /** Longer than the permit deadline of the rig, which is the default. */
    private static final Duration LATE = Duration.ofSeconds(61);

    /** The hooks that are asked at the beginning or end of a call. */
    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (Hook hook : List.of(
                Hook.CALL_GUARD,
                Hook.RESET_GUARD,
                Hook.LISTENER,
                Hook.THROWABLE_PREDICATE,
                Hook.RESULT_PREDICATE,
                Hook.CLOCK)) {
            for (Fault fault : Fault.values()) {
                cells.add(Arguments.of(hook, fault));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    @EnabledIfSystemProperty(named = "interlock.proofs", matches = "short|long", disabledReason = "-Pproofs-short")
    void closed_futuresEndInEveryWay_nothingLeaks(Hook hook, Fault fault) throws Exception {
        try (Rig rig = new Rig(hook, fault)) {
            play(rig, fault);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void halfOpen_futuresEndInEveryWay_nothingLeaks(Hook hook, Fault fault) throws Exception {
        try (Rig rig = new Rig(hook, fault)) {
            Traffic.halfOpen(rig.victim);
            play(rig, fault);
        }
    }

    private static void play(Rig rig, Fault fault) throws Exception {
        FaultMatrixTest.misbehave(rig, fault, () -> futures(rig));
        rig.time.takeFailures();
        rig.time.advance(LATE); // the last that nobody ended
        assertThat(rig.time.failures()).isEmpty();
        rig.assertInOrder();
    }

    private static void futures(Rig rig) {
        for (int way = 0; way < 6; way++) {
            CompletableFuture<String> work = new CompletableFuture<>();
            List<CompletableFuture<String>> results = new ArrayList<>();
            attempt(() -> results.add(rig.victim.callAsync(() -> work)));
            for (CompletableFuture<String> result : results) {
                int how = way;
                attempt(() -> end(rig, work, result, how));
            }
        }
    }

    private static void end(Rig rig, CompletableFuture<String> work, CompletableFuture<String> result, int way) {
        switch (way) {
            case 0 -> work.complete("fine");
            case 1 -> result.cancel(true);
            case 2 -> work.completeExceptionally(new Traffic.Failure());
            case 3 -> work.cancel(true);
            case 4 -> {
                rig.time.advance(LATE); // abandoned
                work.complete("late");
            }
            default -> {
                // Never completed: the deadline comes when the hook behaves again.
            }
        }
    }

    private static void attempt(Runnable attempt) {
        try {
            attempt.run();
        } catch (Throwable planned) {
            // A hook that fails may make any of them fail; what is left behind is the question.
        }
    }
}
