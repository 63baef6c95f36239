package dev.interlock.verification.model;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.DependencyReadiness;
import dev.interlock.EdgeKind;
import dev.interlock.RecoveryMode;
import java.time.Duration;
import java.util.List;

/**
 * A circuit or signal as it is defined. Every duration has an odd number of nanoseconds, so that hardly ever two timers are due at once: the
 * specification does not say in which order.
 *
 * @param number           number of the node
 * @param signal           whether it is a signal; then only the cascades and the wait, as interval, mean something
 * @param options          what a circuit is set up with
 * @param resetTimeout     the wait, in nanoseconds
 * @param retryInterval    of guards, in nanoseconds
 * @param permitDeadline   in nanoseconds
 * @param edges            that begin here
 */
record NodePlan(
        int number,
        boolean signal,
        Options options,
        long resetTimeout,
        long retryInterval,
        long permitDeadline,
        List<EdgePlan> edges) {

    /** The name of the guard of each kind. */
    static final String RECOVERY_GUARD = "may recover";

    static final String RESET_GUARD = "may close";
    static final String CALL_GUARD = "may be called";

    /** An edge to another node. */
    record EdgePlan(EdgeKind kind, int to, CascadeMode mode) {

        @Override
        public String toString() {
            return kind + (mode == CascadeMode.DRY_RUN ? " (dry) " : " ") + to;
        }
    }

    /** In what failures are counted. */
    enum Condition {
        IN_A_LONG_TIME,
        OF_THE_LAST_FIVE_CALLS,
        IN_A_ROW
    }

    /** What is not a duration. */
    record Options(
            Condition condition,
            int failures,
            double backoff,
            int halfOpenCalls,
            int successThreshold,
            RecoveryMode mode,
            DependencyReadiness readiness,
            int maxConcurrent,
            double cascadeLimit,
            boolean recoveryGuard,
            boolean resetGuard,
            boolean callGuard,
            boolean callGuardFailureRefuses) {

        /** Nothing special. */
        static final Options PLAIN = new Options(
                Condition.IN_A_LONG_TIME,
                1,
                1,
                1,
                1,
                RecoveryMode.AUTOMATIC,
                DependencyReadiness.UP,
                0,
                1,
                false,
                false,
                false,
                false);
    }

    /** The longest wait that backing off leads to. */
    long maxResetTimeout() {
        return resetTimeout * 5;
    }

    NodePlan withOptions(Options other) {
        return new NodePlan(number, signal, other, resetTimeout, retryInterval, permitDeadline, edges);
    }

    NodePlan withEdges(List<EdgePlan> others) {
        return new NodePlan(number, signal, options, resetTimeout, retryInterval, permitDeadline, List.copyOf(others));
    }

    String name() {
        return (signal ? "s" : "n") + number;
    }

    /** Sets up the real circuit; names of other nodes come from the plan. */
    void configure(CircuitConfigBuilder builder, Plan plan, Answers answers) {
        switch (options.condition) {
            case IN_A_LONG_TIME -> builder.failureThreshold(options.failures).failureWindow(Duration.ofDays(30));
            case OF_THE_LAST_FIVE_CALLS ->
                builder.failureThreshold(options.failures).countWindow(5);
            case IN_A_ROW -> builder.consecutiveFailures(options.failures);
        }
        builder.resetTimeout(Duration.ofNanos(resetTimeout))
                .maxResetTimeout(Duration.ofNanos(maxResetTimeout()))
                .backoffMultiplier(options.backoff)
                .retryInterval(Duration.ofNanos(retryInterval))
                .permitDeadline(Duration.ofNanos(permitDeadline))
                .halfOpenCalls(options.halfOpenCalls)
                .successThreshold(options.successThreshold)
                .recoveryMode(options.mode)
                .dependencyReadiness(options.readiness)
                .cascadeLimit(options.cascadeLimit);
        if (options.maxConcurrent > 0) {
            builder.maxConcurrent(options.maxConcurrent);
        }
        if (options.recoveryGuard) {
            builder.recoveryGuard(RECOVERY_GUARD, () -> answers.ask(name(), RECOVERY_GUARD));
        }
        if (options.resetGuard) {
            builder.resetGuard(RESET_GUARD, () -> answers.ask(name(), RESET_GUARD));
        }
        if (options.callGuard) {
            builder.callGuard(CALL_GUARD, () -> answers.ask(name(), CALL_GUARD));
        }
        if (options.callGuardFailureRefuses) {
            builder.refuseWhenCallGuardFails();
        }
        for (EdgePlan edge : edges) {
            String to = plan.name(edge.to);
            switch (edge.kind) {
                case DEPENDS_ON -> builder.dependsOn(to);
                case RECOVERS_AFTER -> builder.recoversAfter(to);
                case CASCADES_TO -> builder.cascadesTo(to, edge.mode);
            }
        }
    }
}
