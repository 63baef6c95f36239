package dev.interlock.verification.attribution;

import static dev.interlock.verification.call.Traffic.halfOpen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.AttributionPolicy;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.verification.call.Traffic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slowness belongs to the innermost circuit too. Thresholds: one second each; calls take two. */
@ExtendWith(InterlockExtension.class)
class SlownessAttributionTest {

    private static final Duration THRESHOLD = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(2);

    private Circuit outer;
    private Circuit inner;

    @BeforeEach
    void define(Interlock interlock) {
        outer = interlock.define("outer", c -> c.slowCallRate(1.0).slowCallThreshold(THRESHOLD));
        inner = interlock.define("inner", c -> c.slowCallRate(1.0).slowCallThreshold(THRESHOLD));
    }

    @Test
    void slowCall_alone_isSlow(ManualTime time) {
        outer.run(() -> time.advance(LONG));
        outer.run(() -> time.advance(Duration.ofMillis(999)));

        assertThat(outer.metrics().slowCalls()).isEqualTo(1);
    }

    @Test
    void slowCall_nestedInTheOuter_isTheInnersOnly(ManualTime time) {
        outer.run(() -> inner.run(() -> time.advance(LONG)));

        assertThat(inner.metrics().slowCalls()).isEqualTo(1);
        assertThat(outer.metrics().slowCalls()).isZero();
        assertThat(outer.metrics().successes()).isEqualTo(1);
    }

    @Test
    void slowCall_throughThreeCircuits_isTheInnermostsOnly(Interlock interlock, ManualTime time) {
        Circuit top = interlock.define("top", c -> c.slowCallRate(1.0).slowCallThreshold(THRESHOLD));

        top.run(() -> outer.run(() -> inner.run(() -> time.advance(LONG))));

        assertThat(inner.metrics().slowCalls()).isEqualTo(1);
        assertThat(outer.metrics().slowCalls()).isZero();
        assertThat(top.metrics().slowCalls()).isZero();
    }

    @Test
    void innerCall_notSlowByItsOwnThreshold_doesNotExonerate(Interlock interlock, ManualTime time) {
        Circuit patient =
                interlock.define("patient", c -> c.slowCallRate(1.0).slowCallThreshold(Duration.ofSeconds(5)));

        outer.run(() -> patient.run(() -> time.advance(LONG)));

        assertThat(patient.metrics().slowCalls()).isZero();
        assertThat(outer.metrics().slowCalls()).isEqualTo(1);
    }

    @Test
    void innerCall_quickAndOuterSlowByItself_isTheOuters(ManualTime time) {
        outer.run(() -> {
            Traffic.good(inner);
            time.advance(LONG);
        });

        assertThat(outer.metrics().slowCalls()).isEqualTo(1);
        assertThat(inner.metrics().slowCalls()).isZero();
    }

    @Test
    void slowCall_ofTheSameCircuitNested_isSlowOnce(ManualTime time) {
        outer.run(() -> outer.run(() -> time.advance(LONG)));

        assertThat(outer.metrics().slowCalls())
                .isBetween(1L, 2L); // "another circuit" is asked for, so the outer may count
    }

    @Test
    void slowCall_ofAnEarlierCall_doesNotExonerateTheNext(ManualTime time) {
        outer.run(() -> inner.run(() -> time.advance(LONG)));
        outer.run(() -> time.advance(LONG));

        assertThat(outer.metrics().slowCalls()).isEqualTo(1);
    }

    @Test
    void asyncChild_recordedSlow_isTheInnersOnly(ManualTime time) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = outer.callAsync(() -> inner.callAsync(() -> stage));

        time.advance(LONG);
        stage.complete("late");

        assertThat(result).isCompletedWithValue("late");
        assertThat(inner.metrics().slowCalls()).isEqualTo(1);
        assertThat(outer.metrics().slowCalls()).isZero();
    }

    @Test
    void asyncChild_inFlightPastItsThreshold_exonerates(ManualTime time) {
        CompletableFuture<String> stage = new CompletableFuture<>();

        outer.run(() -> {
            CompletableFuture<String> child = inner.callAsync(() -> stage);
            assertThat(child).isNotDone();
            time.advance(LONG); // waits for the child, and gives up
        });

        assertThat(outer.metrics().slowCalls()).isZero();
        stage.complete("late");
        assertThat(inner.metrics().slowCalls()).isEqualTo(1);
    }

    @Test
    void asyncChild_inFlightButYoung_doesNotExonerate(ManualTime time) {
        CompletableFuture<String> stage = new CompletableFuture<>();

        outer.run(() -> {
            time.advance(LONG);
            assertThat(inner.callAsync(() -> stage)).isNotDone();
        });

        assertThat(outer.metrics().slowCalls()).isEqualTo(1);
        stage.complete("soon");
    }

    @Test
    void asyncSibling_slowInAnotherCall_doesNotExonerate(ManualTime time) {
        CompletableFuture<String> innerStage = new CompletableFuture<>();
        CompletableFuture<String> outerStage = new CompletableFuture<>();
        CompletableFuture<String> sibling = inner.callAsync(() -> innerStage); // not inside the outer's call
        CompletableFuture<String> result = outer.callAsync(() -> outerStage);

        time.advance(LONG);
        innerStage.complete("late");
        outerStage.complete("late");

        assertThat(sibling).isCompleted();
        assertThat(result).isCompleted();
        assertThat(inner.metrics().slowCalls()).isEqualTo(1);
        assertThat(outer.metrics().slowCalls()).isEqualTo(1);
    }

    @Test
    void independentSlowCall_onAnotherThread_doesNotExonerate(ManualTime time) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        CountDownLatch outerRuns = new CountDownLatch(1);
        CountDownLatch innerRuns = new CountDownLatch(1);
        CountDownLatch innerEnds = new CountDownLatch(1);
        try {
            // Submitted before the outer call, so that it is no child of it in any sense.
            Future<?> independent = other.submit(() -> {
                outerRuns.await();
                inner.run(() -> {
                    innerRuns.countDown();
                    innerEnds.await();
                });
                return null;
            });
            outer.run(() -> {
                outerRuns.countDown();
                innerRuns.await();
                time.advance(LONG);
                innerEnds.countDown();
                independent.get();
            });
        } finally {
            other.shutdownNow();
        }
        assertThat(inner.metrics().slowCalls()).isEqualTo(1);
        assertThat(outer.metrics().slowCalls()).isEqualTo(1);
    }

    @Test
    void slowProbe_becauseOfAnotherCircuit_isNoFailedProbe(ManualTime time) {
        halfOpen(outer);

        outer.run(() -> inner.run(() -> time.advance(LONG)));

        assertThat(outer.state()).isNotEqualTo(State.OPEN);
        assertThat(outer.metrics().slowCalls()).isZero();
    }

    @Test
    void ownAll_slownessIsEverybodys(Interlock interlock, ManualTime time) {
        Circuit own = interlock.define(
                "own", c -> c.slowCallRate(1.0).slowCallThreshold(THRESHOLD).attribution(AttributionPolicy.OWN_ALL));

        own.run(() -> inner.run(() -> time.advance(LONG)));

        assertThat(own.metrics().slowCalls()).isEqualTo(1);
    }
}
