package dev.interlock.testkit;

import dev.interlock.Circuit;
import dev.interlock.Snapshot;
import dev.interlock.TransitionResult;

/**
 * Where the assertions start. Import {@code assertThat} statically; it stands beside AssertJ's own.
 *
 * <pre>{@code
 * assertThat(gateway).isClosed().isBlockedBy("vault").hasRootCause("vault");
 * assertThat(gateway.attemptRecovery()).isRefused().hasReasonMentioning("vault");
 * assertThat(interlock.snapshot()).isConsistent();
 * }</pre>
 */
public final class InterlockAssertions {

    private InterlockAssertions() {}

    /**
     * Assertions about a circuit.
     *
     * @param circuit the circuit
     * @return its assertions
     */
    public static CircuitAssert assertThat(Circuit circuit) {
        return new CircuitAssert(circuit);
    }

    /**
     * Assertions about what became of an event.
     *
     * @param result the result
     * @return its assertions
     */
    public static TransitionResultAssert assertThat(TransitionResult result) {
        return new TransitionResultAssert(result);
    }

    /**
     * Assertions about a snapshot.
     *
     * @param snapshot the snapshot
     * @return its assertions
     */
    public static SnapshotAssert assertThat(Snapshot snapshot) {
        return new SnapshotAssert(snapshot);
    }
}
