package dev.interlock.testkit;

import dev.interlock.Reason;
import dev.interlock.TransitionResult;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a {@link TransitionResult}. */
public final class TransitionResultAssert extends AbstractAssert<TransitionResultAssert, TransitionResult> {

    TransitionResultAssert(TransitionResult actual) {
        super(actual, TransitionResultAssert.class);
    }

    /**
     * Verifies that the event took place.
     *
     * @return this
     */
    public TransitionResultAssert isApplied() {
        isNotNull();
        return check(actual.isApplied(), "to be applied");
    }

    /**
     * Verifies that the event was refused.
     *
     * @return this
     */
    public TransitionResultAssert isRefused() {
        isNotNull();
        return check(!actual.isApplied(), "to be refused");
    }

    /**
     * Verifies that some reason of the refusal is of this kind.
     *
     * @param kind the kind
     * @return this
     */
    public TransitionResultAssert hasReason(Reason.Kind kind) {
        isNotNull();
        boolean found = actual.reasons().stream().anyMatch(reason -> reason.kind() == kind);
        return check(found, "to have a reason of kind " + kind);
    }

    /**
     * Verifies that some reason of the refusal mentions this text, as its subject or in its message.
     *
     * @param text the text
     * @return this
     */
    public TransitionResultAssert hasReasonMentioning(String text) {
        isNotNull();
        boolean found = actual.reasons().stream()
                .anyMatch(reason ->
                        reason.subject().contains(text) || reason.message().contains(text));
        return check(found, "to have a reason that mentions '" + text + "'");
    }

    private TransitionResultAssert check(boolean holds, String expected) {
        if (!holds) {
            failWithMessage(
                    "%nExpected the event%n  %s,%nbut%n  %s%n  reasons: %s",
                    expected,
                    actual,
                    actual.reasons().stream()
                            .map(reason -> reason.kind() + " of '" + reason.subject() + "'")
                            .toList());
        }
        return this;
    }
}
