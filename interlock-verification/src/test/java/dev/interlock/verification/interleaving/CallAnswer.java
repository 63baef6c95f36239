package dev.interlock.verification.interleaving;

import static dev.interlock.verification.interleaving.Violation.unless;

import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.State;
import dev.interlock.internal.call.CircuitImpl;
import dev.interlock.internal.graph.Graph;
import java.io.Serial;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a call was told at the gate.
 *
 * @param circuit the circuit that was called
 * @param kind    admitted, or why not
 * @param chain   the way to the root cause that the refusal names
 * @param roots   the root causes that it names
 */
record CallAnswer(int circuit, Kind kind, List<String> chain, Set<String> roots) {

    /** The answers. */
    enum Kind {
        ADMITTED,
        OPEN,
        BLOCKED
    }

    /** Thrown by the work of each call: neither good nor bad, so that a call changes nothing. */
    private static final class Neutral extends InterruptedException {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public Throwable fillInStackTrace() {
            return this; // thrown a great many times, and looked at by nobody
        }
    }

    /** Makes a real call. */
    static CallAnswer of(CircuitImpl circuit) {
        try {
            circuit.run(() -> {
                throw new Neutral();
            });
            throw new IllegalStateException("the work did not run");
        } catch (Neutral admitted) {
            return new CallAnswer(circuit.index(), Kind.ADMITTED, List.of(), Set.of());
        } catch (CircuitOpenException refused) {
            return refusal(circuit, refused);
        }
    }

    private static CallAnswer refusal(CircuitImpl circuit, CircuitOpenException refused) {
        Kind kind = refused instanceof DependencyOpenException ? Kind.BLOCKED : Kind.OPEN;
        return new CallAnswer(circuit.index(), kind, refused.chain(), new TreeSet<>(refused.rootCauses()));
    }

    /**
     * S7 and S8, of a call that read these graphs, oldest first. What was open when the call began, and still was when it ended, refuses
     * it, whoever saw it open before: he saw this graph or one before it. And a refusal tells of one of them, decision, chain and root causes.
     */
    void check(List<Graph> read) {
        if (kind != Kind.ADMITTED) {
            unless(read.stream().anyMatch(this::isTrueIn), "S8: %s was never true in one graph", this);
            return;
        }
        Naive first = new Naive(read.get(0));
        boolean passes = first.state(circuit) == State.DISABLED || first.state(circuit) == State.METRICS_ONLY;
        Set<Integer> open = first.openBelow(circuit);
        if (first.isOpen(circuit)) {
            open.add(circuit);
        }
        for (Graph each : read) {
            Naive naive = new Naive(each);
            open.removeIf(at -> !naive.isOpen(at) || naive.epoch(at) != first.epoch(at));
        }
        unless(passes || open.isEmpty(), "S7: %s though %s are open", this, open);
    }

    private boolean isTrueIn(Graph graph) {
        Naive naive = new Naive(graph);
        boolean blocked = !naive.openBelow(circuit).isEmpty();
        boolean right = kind == Kind.BLOCKED ? blocked : !blocked && naive.isOpen(circuit);
        return right && roots.equals(naive.roots(circuit)) && naive.isChain(circuit, chain);
    }
}
