package dev.interlock;

/**
 * The right to make one call, for framework code. Ends exactly once: the first report counts, later ones do nothing.
 * Thread-safe.
 *
 * <p>A permit that is closed without a report is a failure (ABANDONED), unless another circuit has answered for what went wrong, see
 * {@link #close}. A permit of a HALF_OPEN circuit that is never reported expires as a failed probe, see
 * {@link CircuitConfigBuilder#permitDeadline}.
 */
public interface Permit extends AutoCloseable {

    /** The call ended well. */
    void success();

    /**
     * The call ended with a result, which the circuit's result predicate may call a failure.
     *
     * @param result what the call returned
     */
    void success(@org.jspecify.annotations.Nullable Object result);

    /**
     * The call ended with a throwable. Attribution and classification decide whether it is a failure of this circuit.
     *
     * @param failure what was thrown
     */
    void failure(Throwable failure);

    /** The call says nothing about the circuit: the place is handed back, and it is counted as ignored only. */
    void ignore();

    /**
     * The call has begun to answer, and goes on: for streams, with each element. Does nothing after the end.
     *
     * <ul>
     * <li>What it took until the first answer is its duration, for slow conditions. From then on it is not slow, however long it lives.
     * <li>A probe of a HALF_OPEN circuit, and a call whose first answer was slow, have their verdict with the first answer. What becomes of them later is
     *     not counted.
     * <li>A place of {@link CircuitConfigBuilder#maxConcurrent} stays taken until the call ends, and the
     *     {@link CircuitConfigBuilder#permitDeadline} counts from the latest answer, and may be 300 ms late then.
     * </ul>
     */
    void answering();

    /**
     * Runs something on this thread as a part of the call: if it makes calls through other circuits, slowness of theirs is not slowness of this
     * one; calls through the same circuit take nothing more, and their outcome is counted once. May be used any number of times, on
     * any thread; does not end the permit. After the permit has ended, such calls are calls of their own.
     *
     * @param part what to run; what it throws is thrown on
     * @param <X>  what it may throw
     * @throws X what the part threw
     */
    <X extends Throwable> void within(ThrowingRunnable<X> part) throws X;

    /**
     * Ends the permit if nothing was reported: as a failure (ABANDONED), because something has left the block in which it was used, and nobody knows what.
     *
     * <p>It is ignored if, since it was taken, a circuit refused a call or counted a failure, on the thread that took it and closes it or in
     * {@link #within}: most likely that has left the block, and it is nobody's failure or another circuit's. A failure of one's own after that is
     * ignored, too; {@link #failure} tells them apart. With {@link AttributionPolicy#OWN_ALL} only refusals, and failures that this
     * circuit counted itself, are ignored.
     */
    @Override
    void close();
}
