package dev.interlock.verification.protect;

import static dev.interlock.verification.call.Traffic.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Backends;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.Interlock;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.State;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.verification.call.Traffic.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Circuits that stand in for each other. */
@ExtendWith(InterlockExtension.class)
class BackendsTest {

    private final List<String> asked = new ArrayList<>();
    private Circuit europe;
    private Circuit america;
    private Backends regions;

    @BeforeEach
    void define(Interlock interlock) {
        europe = interlock.define("eu", c -> c.failureThreshold(2));
        america = interlock.define("us", c -> c.failureThreshold(2));
        regions = interlock.backends(List.of("eu", "us"));
    }

    private String onlyAmerica(Circuit circuit) throws Failure {
        asked.add(circuit.name());
        if (circuit.name().equals("eu")) {
            throw new Failure();
        }
        return "from " + circuit.name();
    }

    @Test
    void firstBackend_isAsked_andIfItSucceedsNoOther() {
        assertThat(regions.<String, RuntimeException>call(circuit -> "from " + circuit.name()))
                .isEqualTo("from eu");
        assertThat(america.metrics().successes()).isZero();
    }

    @Test
    void backendThatFails_isFollowedByTheNext_andEachCountsItsOwn() throws Failure {
        assertThat(regions.call(this::onlyAmerica)).isEqualTo("from us");
        assertThat(regions.call(this::onlyAmerica)).isEqualTo("from us");
        assertThat(europe.state()).isEqualTo(State.OPEN);
        assertThat(america.metrics().successes()).isEqualTo(2);

        assertThat(regions.call(this::onlyAmerica)).isEqualTo("from us");
        assertThat(asked).as("an open one costs nothing").containsExactly("eu", "us", "eu", "us", "us");
    }

    @Test
    void everyBackendFailing_throwsTheLast_withTheOthersSuppressed() {
        open(europe);
        Failure failure = new Failure();

        assertThatThrownBy(() -> regions.call(circuit -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(failure.getSuppressed()).hasOnlyElementsOfType(CircuitOpenException.class);
        open(america);
        assertThatThrownBy(() -> regions.call(this::onlyAmerica)).isInstanceOf(CircuitOpenException.class);
    }

    @Test
    void errorsAndInterrupts_askNoOtherBackend() {
        assertThatThrownBy(() -> regions.call(circuit -> {
                    asked.add(circuit.name());
                    throw new AssertionError("planned");
                }))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> regions.call(circuit -> {
                    asked.add(circuit.name());
                    throw new InterruptedException("planned");
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(asked).containsExactly("eu", "eu");
    }

    @Test
    void asynchronousCall_failsOverInTheSameWay() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<String> answer = regions.callAsync(circuit -> circuit == europe ? first : second);

        first.completeExceptionally(new Failure());
        assertThat(answer).isNotDone();
        second.complete("from us");

        assertThat(answer).isCompletedWithValue("from us");
        assertThat(europe.metrics().failures()).isEqualTo(1);
        assertThat(america.metrics().successes()).isEqualTo(1);
    }

    @Test
    void asynchronousCall_thatIsCancelled_cancelsTheOneInFlight_andAsksNoOther() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> answer = regions.callAsync(circuit -> {
            asked.add(circuit.name());
            return first;
        });

        answer.cancel(true);

        assertThat(first).isCancelled();
        assertThat(asked).containsExactly("eu");
        assertThat(europe.metrics().failures()).isZero();
    }

    @Test
    void asynchronousCall_everyBackendFailing_completesWithTheLast() {
        Failure last = new Failure();
        CompletableFuture<String> answer =
                regions.callAsync(circuit -> CompletableFuture.failedFuture(circuit == europe ? new Failure() : last));

        assertThatThrownBy(answer::get).hasCause(last);
        assertThat(last.getSuppressed()).hasOnlyElementsOfType(Failure.class).hasSize(1);
    }

    @Test
    void badList_isRefused(Interlock interlock) {
        assertThatThrownBy(() -> interlock.backends(List.of()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("name each circuit once, best first");
        assertThatThrownBy(() -> interlock.backends(List.of("eu", "eu"))).hasMessageContaining("[eu, eu]");
        assertThatThrownBy(() -> interlock.backends(List.of("eu", "uk")))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("did you mean");
    }
}
