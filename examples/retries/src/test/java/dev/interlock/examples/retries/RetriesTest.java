package dev.interlock.examples.retries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.interlock.Actor;
import dev.interlock.BulkheadFullException;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.Permit;
import dev.interlock.testkit.InterlockExtension;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both retries, with the same cases. */
@ExtendWith(InterlockExtension.class)
class RetriesTest {

    private static final int ATTEMPTS = 5;

    private enum Library {
        FAILSAFE {
            @Override
            String call(Circuit circuit, Supplier<String> work) {
                return Failsafe.with(FailsafeRetries.listeningTo(
                                        RetryPolicy.<String>builder().withMaxAttempts(ATTEMPTS), circuit)
                                .build())
                        .get(() -> circuit.call(work::get));
            }
        },
        RESILIENCE4J {
            @Override
            String call(Circuit circuit, Supplier<String> work) {
                RetryConfig config = Resilience4jRetries.listeningTo(
                                RetryConfig.<String>custom().maxAttempts(ATTEMPTS), circuit, IntervalFunction.of(1))
                        .build();
                return Retry.of("test", config).executeSupplier(() -> circuit.call(work::get));
            }
        };

        abstract String call(Circuit circuit, Supplier<String> work);
    }

    private final AtomicInteger made = new AtomicInteger();
    private Circuit circuit;
    private Circuit vault;

    @BeforeEach
    void define(Interlock interlock) {
        vault = interlock.define("vault");
        circuit = interlock.define(
                "payment", c -> c.failureThreshold(3).dependsOn("vault").maxConcurrent(1));
    }

    private String failing() {
        made.incrementAndGet();
        throw new IllegalStateException("planned");
    }

    @ParameterizedTest
    @EnumSource
    void closedCircuit_letsTheRetryDoItsWork(Library library) {
        String result = library.call(circuit, () -> made.get() < 2 ? failing() : "third time lucky");

        assertThat(result).isEqualTo("third time lucky");
        assertThat(made).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void circuitThatOpensMeanwhile_endsTheRetry(Library library) {
        assertThatThrownBy(() -> library.call(circuit, this::failing)).hasStackTraceContaining("planned");

        assertThat(made).as("calls made of %d allowed", ATTEMPTS).hasValue(3);
        assertThat(circuit.metrics().rejected()).as("calls that were refused").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void blockedCircuit_endsTheRetryAtTheFirstRefusal(Library library) {
        vault.operator().forceOpen(Actor.of("test"), "maintenance");

        assertThatThrownBy(() -> library.call(circuit, this::failing))
                .isInstanceOf(CallRejectedException.class)
                .hasMessageContaining("'vault'");

        assertThat(made).hasValue(0);
        assertThat(circuit.metrics().rejected()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void refusalThatPasses_isTriedAgain(Library library) {
        Permit other = circuit.acquire();

        assertThatThrownBy(() -> library.call(circuit, this::failing)).isInstanceOf(BulkheadFullException.class);
        other.success();

        assertThat(circuit.metrics().rejectedBulkhead())
                .as("a full bulkhead is no reason to stop")
                .isEqualTo(ATTEMPTS);
    }
}
