package dev.interlock;

import java.time.Duration;
import java.util.Optional;

/**
 * What a circuit says to somebody who thinks of calling again. Interlock never retries; it tells retries to stop.
 *
 * @param kind   whether to call again
 * @param after  how long to wait before that makes sense; empty if that is unknown, or if it makes sense now
 * @param reason why, a sentence for people; empty if the circuit would admit a call
 */
public record RetryAdvice(Kind kind, Optional<Duration> after, String reason) {

    /** Whether to call again. */
    public enum Kind {
        /** The circuit would admit a call: wait as the retry itself sees fit. */
        RETRY,
        /** The circuit lets few calls through at present: wait at least as long as it says. */
        WAIT,
        /** The circuit is open or blocked: calling again in the same request is of no use. */
        STOP
    }

    /**
     * Whether to give up now.
     *
     * @return true if the circuit is open or blocked
     */
    public boolean isStop() {
        return kind == Kind.STOP;
    }

    /**
     * What the refusal of a call says about calling again.
     *
     * @param refusal what was thrown
     * @return the advice as of the moment of the refusal
     */
    public static RetryAdvice of(CallRejectedException refusal) {
        return new RetryAdvice(
                refusal instanceof CircuitOpenException ? Kind.STOP : Kind.WAIT,
                refusal.retryAfter(),
                refusal.getMessage());
    }
}
