package dev.interlock.testkit;

import dev.interlock.Circuit;
import dev.interlock.Explanation;
import dev.interlock.State;
import dev.interlock.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a {@link Circuit}. Every failure tells the circuit's own explanation. */
public final class CircuitAssert extends AbstractAssert<CircuitAssert, Circuit> {

    CircuitAssert(Circuit actual) {
        super(actual, CircuitAssert.class);
    }

    /**
     * Verifies that the circuit is in this state.
     *
     * @param state the state
     * @return this
     */
    public CircuitAssert hasState(State state) {
        isNotNull();
        State is = actual.state();
        if (is != state) {
            fail("to be " + state, "it is " + is);
        }
        return this;
    }

    /**
     * Verifies that the circuit is open: OPEN or FORCED_OPEN.
     *
     * @return this
     */
    public CircuitAssert isOpen() {
        return check(present().isOpen(), "to be open", "it is " + actual.state());
    }

    /**
     * Verifies that the circuit is neither OPEN nor FORCED_OPEN.
     *
     * @return this
     */
    public CircuitAssert isNotOpen() {
        return check(!present().isOpen(), "not to be open", "it is " + actual.state());
    }

    /**
     * Verifies that the circuit is CLOSED.
     *
     * @return this
     */
    public CircuitAssert isClosed() {
        return hasState(State.CLOSED);
    }

    /**
     * Verifies that the circuit is HALF_OPEN.
     *
     * @return this
     */
    public CircuitAssert isHalfOpen() {
        return hasState(State.HALF_OPEN);
    }

    /**
     * Verifies that the circuit is FORCED_OPEN.
     *
     * @return this
     */
    public CircuitAssert isForcedOpen() {
        return hasState(State.FORCED_OPEN);
    }

    /**
     * Verifies that a hard dependency of the circuit, direct or transitive, is open.
     *
     * @return this
     */
    public CircuitAssert isBlocked() {
        return check(present().isBlocked(), "to be blocked", "it is not");
    }

    /**
     * Verifies that no hard dependency of the circuit is open.
     *
     * @return this
     */
    public CircuitAssert isNotBlocked() {
        return check(!present().isBlocked(), "not to be blocked", "it is");
    }

    /**
     * Verifies that the circuit is blocked, and that each of these is a root cause of it or on the shortest way to one.
     *
     * @param names what stands in its way
     * @return this
     */
    public CircuitAssert isBlockedBy(String... names) {
        isNotNull();
        Explanation explanation = actual.explain();
        Set<String> blockers = new TreeSet<>();
        for (List<String> chain : explanation.chains()) {
            blockers.addAll(chain.subList(1, chain.size()));
        }
        boolean all = explanation.blocked() && blockers.containsAll(Arrays.asList(names));
        return check(all, "to be blocked by " + Arrays.toString(names), "it is blocked by " + blockers);
    }

    /**
     * Verifies that each of these is a root cause of the circuit's being open or blocked.
     *
     * @param names the root causes asked for; there may be others
     * @return this
     */
    public CircuitAssert hasRootCause(String... names) {
        isNotNull();
        List<String> roots = actual.explain().rootCauses();
        boolean all = Set.copyOf(roots).containsAll(Arrays.asList(names));
        return check(all, "to have root causes " + Arrays.toString(names), "they are " + roots);
    }

    /**
     * Verifies that a call would be admitted now.
     *
     * @return this
     */
    public CircuitAssert isCallable() {
        return check(present().isCallable(), "to admit calls", "it does not");
    }

    /**
     * Verifies that a call would be refused now.
     *
     * @return this
     */
    public CircuitAssert isNotCallable() {
        return check(!present().isCallable(), "to refuse calls", "it admits them");
    }

    /**
     * Verifies that graph and guards allow a recovery.
     *
     * @return this
     */
    public CircuitAssert allowsRecovery() {
        Verdict verdict = present().recoveryVerdict();
        return check(verdict.isAllowed(), "to allow its recovery", "it is " + verdict);
    }

    /**
     * Verifies that graph or guards refuse a recovery.
     *
     * @return this
     */
    public CircuitAssert refusesRecovery() {
        return check(!present().recoveryAllowed(), "to refuse its recovery", "it allows it");
    }

    private Circuit present() {
        isNotNull();
        return actual;
    }

    private CircuitAssert check(boolean holds, String expected, String found) {
        if (!holds) {
            fail(expected, found);
        }
        return this;
    }

    private void fail(String expected, String found) {
        failWithMessage(
                "%nExpected circuit '%s'%n  %s,%nbut%n  %s.%nExplanation: %s",
                actual.name(), expected, found, actual.explain().text());
    }
}
