package dev.interlock;

/**
 * Moves one circuit by hand. Every action has an actor and a reason (1 to 256 characters; control characters are removed), becomes an
 * event, and asks neither dependencies nor guards. Thread-safe.
 *
 * <p>All but {@link #release} apply from every state; {@code release} is refused with
 * {@link Reason.Kind#WRONG_STATE} where there is nothing to release.
 */
public interface CircuitOperator {

    /**
     * Opens the circuit: OPEN, and it recovers as usual after its wait.
     *
     * @param actor  who
     * @param reason why
     * @return what became of it
     * @throws IllegalArgumentException if the reason is blank or longer than 256 characters
     */
    TransitionResult open(Actor actor, String reason);

    /**
     * Holds the circuit open: FORCED_OPEN, until an operator moves it.
     *
     * @param actor  who
     * @param reason why
     * @return what became of it
     * @throws IllegalArgumentException if the reason is blank or longer than 256 characters
     */
    TransitionResult forceOpen(Actor actor, String reason);

    /**
     * Closes the circuit with a fresh window, whatever its dependencies and guards say.
     *
     * @param actor  who
     * @param reason why
     * @return what became of it
     * @throws IllegalArgumentException if the reason is blank or longer than 256 characters
     */
    TransitionResult forceClose(Actor actor, String reason);

    /**
     * Switches the circuit off: every call passes and is recorded in no window.
     *
     * @param actor  who
     * @param reason why
     * @return what became of it
     * @throws IllegalArgumentException if the reason is blank or longer than 256 characters
     */
    TransitionResult disable(Actor actor, String reason);

    /**
     * Lets every call pass and only tells what would have happened.
     *
     * @param actor  who
     * @param reason why
     * @return what became of it
     * @throws IllegalArgumentException if the reason is blank or longer than 256 characters
     */
    TransitionResult metricsOnly(Actor actor, String reason);

    /**
     * Gives the circuit back to itself: FORCED_OPEN becomes OPEN, DISABLED and METRICS_ONLY become CLOSED.
     *
     * @param actor  who
     * @param reason why
     * @return what became of it
     * @throws IllegalArgumentException if the reason is blank or longer than 256 characters
     */
    TransitionResult release(Actor actor, String reason);
}
