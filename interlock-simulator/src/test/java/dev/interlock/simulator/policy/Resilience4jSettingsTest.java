package dev.interlock.simulator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class Resilience4jSettingsTest {

    private static CircuitBreakerConfig settings(UnaryOperator<CircuitConfigBuilder> options) {
        return Resilience4jSettings.of(options.apply(CircuitConfig.builder().resetTimeout(Duration.ofSeconds(3)))
                .build("c"));
    }

    @Test
    void failureThreshold_opensOnThatManyFailuresOfTwiceAsManyCalls() {
        CircuitBreaker breaker = CircuitBreaker.of("b", settings(c -> c.failureThreshold(3)));

        for (int i = 0; i < 6; i++) {
            breaker.onSuccess(1, TimeUnit.MILLISECONDS);
        }
        breaker.onError(1, TimeUnit.MILLISECONDS, new RuntimeException());
        breaker.onError(1, TimeUnit.MILLISECONDS, new RuntimeException());
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        breaker.onError(1, TimeUnit.MILLISECONDS, new RuntimeException());
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void waitAndProbes_areTheCircuits_andRecoveryNeedsNoCall() {
        CircuitBreakerConfig settings = settings(c -> c.failureThreshold(3).halfOpenCalls(2));

        assertThat(settings.getWaitIntervalFunctionInOpenState().apply(1)).isEqualTo(3_000L);
        assertThat(settings.getPermittedNumberOfCallsInHalfOpenState()).isEqualTo(2);
        assertThat(settings.isAutomaticTransitionFromOpenToHalfOpenEnabled()).isTrue();
        assertThat(settings.getRecordExceptionPredicate().test(new CallNotPermittedLike()))
                .isTrue();
    }

    @Test
    void rates_keepTheirWindow() {
        CircuitBreakerConfig settings = settings(c -> c.failureRate(0.25)
                .minimumCalls(10)
                .failureWindow(Duration.ofSeconds(30))
                .slowCallRate(0.5));

        assertThat(settings.getSlidingWindowType()).isEqualTo(SlidingWindowType.TIME_BASED);
        assertThat(settings.getSlidingWindowSize()).isEqualTo(30);
        assertThat(settings.getMinimumNumberOfCalls()).isEqualTo(10);
        assertThat(settings.getFailureRateThreshold()).isEqualTo(25f);
        assertThat(settings.getSlowCallRateThreshold()).isEqualTo(50f);
    }

    @Test
    void consecutiveFailures_needAllOfTheLastCalls() {
        CircuitBreakerConfig settings = settings(c -> c.consecutiveFailures(4));

        assertThat(settings.getSlidingWindowSize()).isEqualTo(4);
        assertThat(settings.getFailureRateThreshold()).isEqualTo(100f);
    }

    /** {@link CallNotPermittedException} has no public constructor; any exception will do for "every exception". */
    private static final class CallNotPermittedLike extends RuntimeException {}
}
