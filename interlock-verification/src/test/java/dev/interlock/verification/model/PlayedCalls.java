package dev.interlock.verification.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.BulkheadFullException;
import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.CircuitOpenException;
import dev.interlock.DependencyOpenException;
import dev.interlock.GuardRefusedException;
import dev.interlock.Permit;
import dev.interlock.PermitsExhaustedException;
import dev.interlock.State;
import dev.interlock.ThrowingRunnable;
import dev.interlock.testkit.OutageException;
import dev.interlock.verification.model.ReferenceCalls.Admission;
import dev.interlock.verification.model.ReferenceCalls.Kind;
import dev.interlock.verification.model.ReferenceCalls.Meaning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes calls of both, one after the other, and compares what came of them. */
final class PlayedCalls {

    private record Held(Permit real, ReferenceCalls.Permit expected) {}

    private final ReferenceCalls reference;
    private final Comparison comparison;
    private final List<Held> held = new ArrayList<>();

    /** The latest refusals, and what they said at first. */
    private final Map<CallRejectedException, String> refusals = new LinkedHashMap<>();

    PlayedCalls(ReferenceCalls reference, Comparison comparison) {
        this.reference = reference;
        this.comparison = comparison;
    }

    /** A call that ends well, or with a throwable of its own. */
    void call(Circuit circuit, ReferenceNode node, Meaning meaning) {
        // The refusal is looked at after the reference refused too: only then are both in the same state.
        Exception thrown =
                meaning == Meaning.IGNORED ? new InterruptedException("by the caller") : new OutageException("any");
        Throwable caught = catching(() -> circuit.run(() -> {
            if (meaning != Meaning.SUCCESS) {
                throw thrown;
            }
        }));
        Admission admission = reference.admit(node);
        admission.permit().ifPresent(permit -> {
            assertThat(caught)
                    .as("what a call of %s threw", node.name())
                    .isSameAs(meaning == Meaning.SUCCESS ? null : thrown);
            reference.end(permit, meaning, "OutageException");
        });
        admission.refused().ifPresent(kind -> refused(caught, node, kind));
    }

    /** A call inside a call: a failure belongs to the circuit further in, and a refusal there is no failure here. */
    void nested(Circuit outer, ReferenceNode outerNode, Circuit inner, ReferenceNode innerNode, boolean fails) {
        OutageException thrown = new OutageException("any");
        boolean[] entered = new boolean[1];
        Throwable[] fromInside = new Throwable[1];
        Throwable caught = catching(() -> outer.run(() -> {
            entered[0] = true;
            Throwable inside = catching(() -> inner.run(() -> {
                if (fails) {
                    throw thrown;
                }
            }));
            fromInside[0] = inside;
            if (inside != null) {
                throw inside;
            }
        }));
        Admission admission = reference.admit(outerNode);
        assertThat(entered[0])
                .as("whether %s let a call in", outerNode.name())
                .isEqualTo(admission.permit().isPresent());
        admission.refused().ifPresent(kind -> refused(caught, outerNode, kind));
        admission.permit().ifPresent(permit -> {
            assertThat(caught).as("what came out of %s", outerNode.name()).isSameAs(fromInside[0]);
            if (innerNode == outerNode && ReferenceCalls.records(permit)) {
                part(permit, outerNode, fails);
            } else {
                reference.end(permit, inside(innerNode, fromInside[0], fails), "OutageException");
            }
        });
    }

    /** A call of the same circuit: a part of the outer one, counted once; but of plain closed calls both successes count. */
    private void part(ReferenceCalls.Permit outer, ReferenceNode node, boolean fails) {
        boolean plain = outer.state == State.CLOSED
                && !node.options().callGuard()
                && node.options().maxConcurrent() == 0;
        if (outer.state == State.METRICS_ONLY) { // each passes, and is told
            reference.forget(reference.admit(node).permit().orElseThrow());
        } else if (plain && !fails) {
            reference.end(reference.admit(node).permit().orElseThrow(), Meaning.SUCCESS, "");
        }
        reference.end(outer, fails ? Meaning.FAILURE : Meaning.SUCCESS, "OutageException");
    }

    private Meaning inside(ReferenceNode inner, @Nullable Throwable caught, boolean fails) {
        Admission admission = reference.admit(inner);
        admission.refused().ifPresent(kind -> refused(caught, inner, kind));
        if (admission.refused().isPresent()) {
            return Meaning.IGNORED;
        }
        ReferenceCalls.Permit permit = admission.permit().orElseThrow();
        if (!fails) {
            reference.end(permit, Meaning.SUCCESS, "");
            return Meaning.SUCCESS;
        }
        reference.end(permit, Meaning.FAILURE, "OutageException");
        return ReferenceCalls.records(permit) ? Meaning.IGNORED : Meaning.FAILURE;
    }

    /** Takes a permit and keeps it. */
    void acquire(Circuit circuit, ReferenceNode node, boolean quietly) {
        Permit[] got = new Permit[1];
        Throwable caught =
                catching(() -> got[0] = quietly ? circuit.tryAcquire().orElse(null) : circuit.acquire());
        Admission admission = reference.admit(node);
        assertThat(got[0] != null)
                .as("permit of %s", node.name())
                .isEqualTo(admission.permit().isPresent());
        admission.permit().ifPresent(permit -> held.add(new Held(got[0], permit)));
        if (!quietly) {
            admission.refused().ifPresent(kind -> refused(caught, node, kind));
        }
    }

    /** Ends one of the permits that are kept; every third time it is kept on, to be ended again. */
    void end(int number, Step.Action how) {
        if (held.isEmpty()) {
            return;
        }
        Held ending = held.get(number % held.size());
        if (number % 3 != 0) {
            held.remove(ending);
        }
        switch (how) {
            case END_SUCCESS -> {
                ending.real.success();
                reference.end(ending.expected, Meaning.SUCCESS, "");
            }
            case END_FAILURE -> {
                ending.real.failure(new OutageException("any"));
                reference.end(ending.expected, Meaning.FAILURE, "OutageException");
            }
            case END_IGNORED -> {
                ending.real.ignore();
                reference.end(ending.expected, Meaning.IGNORED, "");
            }
            case END_CLOSED -> {
                ending.real.close();
                reference.close(ending.expected);
            }
            default -> throw new IllegalArgumentException(how.toString());
        }
    }

    private void refused(@Nullable Throwable caught, ReferenceNode node, Kind kind) {
        Class<?> type = switch (kind) {
            case OPEN -> CircuitOpenException.class;
            case BLOCKED -> DependencyOpenException.class;
            case PERMITS -> PermitsExhaustedException.class;
            case GUARD -> GuardRefusedException.class;
            case BULKHEAD -> BulkheadFullException.class;
        };
        assertThat(caught).as("refusal of %s", node.name()).isExactlyInstanceOf(type);
        CallRejectedException refusal = (CallRejectedException) caught;
        String name = node.name();
        Comparison.same(name, "refusing circuit", refusal.circuit(), name);
        Comparison.same(name, "state of the refusal", refusal.state(), node.state);
        boolean opening = kind == Kind.OPEN || kind == Kind.BLOCKED;
        Set<String> roots = opening ? reference.graph.rootCauses(name) : Set.of();
        Comparison.same(name, "roots of the refusal", new HashSet<>(refusal.rootCauses()), roots);
        if (opening) {
            comparison.chain(name, refusal.chain());
        } else {
            Comparison.same(name, "chain of the refusal", refusal.chain(), List.of(name));
        }
        Optional<Long> wait = opening ? reference.untilAdmitted(name) : Optional.empty();
        Comparison.same(name, "retry after", refusal.retryAfter(), Comparison.duration(wait));
        assertThat(refusal.getMessage()).contains("'" + name + "'").doesNotContain("\n");
        refusals.put(refusal, said(refusal));
    }

    /** A refusal tells of the moment in which it was made, however late it is asked. */
    void refusalsSayTheSame() {
        refusals.forEach((refusal, atFirst) ->
                Comparison.same(refusal.circuit(), "what a refusal says", said(refusal), atFirst));
        while (refusals.size() > 5) {
            refusals.remove(refusals.keySet().iterator().next());
        }
    }

    private static String said(CallRejectedException refusal) {
        return refusal.state() + " " + refusal.chain() + " " + refusal.rootCauses() + " " + refusal.retryAfter();
    }

    private static @Nullable Throwable catching(ThrowingRunnable<Throwable> work) {
        try {
            work.run();
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }
}
