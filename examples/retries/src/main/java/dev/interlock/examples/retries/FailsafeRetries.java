package dev.interlock.examples.retries;

import dev.failsafe.RetryPolicyBuilder;
import dev.interlock.Circuit;
import java.time.Duration;

/** Failsafe's retry, told by a circuit when to stop and how long to wait. */
public final class FailsafeRetries {

    /** Failsafe takes a negative delay for none, and then uses the policy's own. */
    private static final Duration OWN_DELAY = Duration.ofMillis(-1);

    private FailsafeRetries() {}

    /**
     * Makes a policy listen to a circuit: after a failure that leaves the circuit open or blocked it gives up at once, and where the circuit says how
     * long to wait it waits as long as that.
     *
     * @param policy  the policy, with its own number of attempts and delay
     * @param circuit the circuit through which the calls go
     * @param <R>     what the calls return
     * @return the policy
     */
    public static <R> RetryPolicyBuilder<R> listeningTo(RetryPolicyBuilder<R> policy, Circuit circuit) {
        return policy.abortOn(failure -> circuit.retryAdvice().isStop())
                .withDelayFn(context -> circuit.retryAdvice().after().orElse(OWN_DELAY));
    }
}
