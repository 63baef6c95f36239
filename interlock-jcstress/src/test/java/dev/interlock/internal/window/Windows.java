package dev.interlock.internal.window;

import dev.interlock.CircuitConfig;
import java.time.Duration;

/** The configurations of the stressed windows. Built once: a state is made millions of times. */
final class Windows {

    static final long LENGTH_NANOS = 1_000_000;

    /** Only rates, so that nothing but the roll counts failures. */
    static final CircuitConfig RATES = CircuitConfig.builder()
            .failureRate(1)
            .minimumCalls(1)
            .failureWindow(Duration.ofNanos(LENGTH_NANOS))
            .build("rates");

    static final CircuitConfig TWO_FAILURES = CircuitConfig.builder()
            .failureThreshold(2)
            .failureWindow(Duration.ofNanos(LENGTH_NANOS))
            .build("two-failures");

    private Windows() {}
}
