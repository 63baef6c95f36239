package dev.interlock.benchmarks;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import dev.failsafe.CircuitBreaker;
import dev.interlock.Circuit;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Interlock;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;

/**
 * Every library set up to do the same: open when half of at least a hundred calls failed, within the last sixty seconds or among the last
 * hundred calls, then wait for an hour. What a library does not have is left out of the comparison and not imitated.
 */
final class Peers {

    static final int CALLS = 100;
    static final Duration WINDOW = Duration.ofSeconds(60);
    static final Duration WAIT = Duration.ofHours(1);

    private Peers() {}

    static Circuit interlock(Interlock interlock, Consumer<? super CircuitConfigBuilder> window) {
        return interlock.define("measured", c -> {
            c.failureRate(0.5).minimumCalls(CALLS).resetTimeout(WAIT);
            window.accept(c);
        });
    }

    static io.github.resilience4j.circuitbreaker.CircuitBreaker resilience4j(
            Consumer<? super CircuitBreakerConfig.Builder> window) {
        CircuitBreakerConfig.Builder builder = CircuitBreakerConfig.custom()
                .failureRateThreshold(50)
                .minimumNumberOfCalls(CALLS)
                .waitDurationInOpenState(WAIT)
                .writableStackTraceEnabled(false);
        window.accept(builder);
        return io.github.resilience4j.circuitbreaker.CircuitBreaker.of("measured", builder.build());
    }

    static void timeWindow(CircuitBreakerConfig.Builder builder) {
        builder.slidingWindowType(SlidingWindowType.TIME_BASED).slidingWindowSize((int) WINDOW.toSeconds());
    }

    static void countWindow(CircuitBreakerConfig.Builder builder) {
        builder.slidingWindowType(SlidingWindowType.COUNT_BASED).slidingWindowSize(CALLS);
    }

    static CircuitBreaker<Object> failsafeTimeWindow() {
        return CircuitBreaker.builder()
                .withFailureRateThreshold(50, CALLS, WINDOW)
                .withDelay(WAIT)
                .build();
    }

    static CircuitBreaker<Object> failsafeCountWindow() {
        return CircuitBreaker.builder()
                .withFailureThreshold(CALLS / 2, CALLS)
                .withDelay(WAIT)
                .build();
    }

    static TypedGuard<Object> smallrye(double failureRatio) {
        return TypedGuard.create(Object.class)
                .withCircuitBreaker()
                .requestVolumeThreshold(CALLS)
                .failureRatio(failureRatio)
                .delay(WAIT.toSeconds(), ChronoUnit.SECONDS)
                .done()
                .build();
    }

    /** Counts failures in a row: it has no window. */
    static org.apache.pekko.pattern.CircuitBreaker pekko(ActorSystem system) {
        return org.apache.pekko.pattern.CircuitBreaker.create(system.scheduler(), CALLS, Duration.ofSeconds(10), WAIT);
    }

    static void sentinel(String resource, double failureRatio) {
        DegradeRuleManager.loadRules(List.of(new DegradeRule(resource)
                .setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO)
                .setCount(failureRatio)
                .setMinRequestAmount(CALLS)
                .setStatIntervalMs((int) WINDOW.toMillis())
                .setTimeWindow((int) WAIT.toSeconds())));
    }

    static Object sentinelCall(String resource, Supplier<Object> work) throws BlockException {
        Entry entry = SphU.entry(resource);
        try {
            return work.get();
        } catch (Work.Failure failure) {
            Tracer.traceEntry(failure, entry);
            throw failure;
        } finally {
            entry.exit();
        }
    }
}
