package dev.interlock.internal.call;

import dev.interlock.CircuitConfig;
import dev.interlock.RecoveryMode;
import dev.interlock.internal.state.CircuitState;
import dev.interlock.internal.state.Terms;
import org.jspecify.annotations.Nullable;

/** What a circuit's configuration means for its calls, worked out once. */
final class CallTerms extends Terms {

    /** Whether a closed call holds nothing: no guard is asked, and no place is taken. */
    final boolean plain;

    final boolean judgesResults;

    /** Whether calls attempt the recovery. */
    final boolean onCall;

    /** Null without a slow condition: then calls are not timed. */
    final @Nullable SlowThreshold slow;

    CallTerms(CircuitImpl circuit, CircuitConfig config) {
        super(
                config,
                isPlain(circuit, config)
                        && !config.hasSlowCondition()
                        && config.failOnResult().isEmpty());
        this.plain = isPlain(circuit, config);
        this.judgesResults = config.failOnResult().isPresent();
        this.onCall = config.recoveryMode() == RecoveryMode.ON_CALL;
        this.slow = config.hasSlowCondition() ? new SlowThreshold(circuit, config, circuit.calls.clock) : null;
    }

    private static boolean isPlain(CircuitImpl circuit, CircuitConfig config) {
        return config.callGuards().isEmpty() && config.maxConcurrent().isEmpty() && circuit.keyed == null;
    }

    /** The terms of a circuit's state; a circuit has no others. */
    static CallTerms of(CircuitState state) {
        return (CallTerms) state.terms();
    }
}
