package dev.interlock.internal.hook;

import dev.interlock.PrintableText;
import dev.interlock.Reason;
import dev.interlock.internal.text.Texts;
import java.time.Duration;

/**
 * What came of asking one hook.
 *
 * @param kind    what sort of hook
 * @param name    its name
 * @param outcome what came of it
 * @param words   the outcome as a phrase that follows the name
 */
public record Answer(HookKind kind, String name, Outcome outcome, String words) {

    /** What can come of asking. */
    public enum Outcome {
        /** It said yes. */
        ALLOWED,
        /** It said no. */
        REFUSED,
        /** It threw, or could not be asked. */
        FAILED,
        /** It did not answer within the limit, or an earlier asking has not come back yet. */
        TIMED_OUT
    }

    static Answer allowed(HookKind kind, String name) {
        return new Answer(kind, name, Outcome.ALLOWED, "allows it");
    }

    static Answer refused(HookKind kind, String name) {
        return new Answer(kind, name, Outcome.REFUSED, "refused");
    }

    static Answer threw(HookKind kind, String name, Throwable thrown) {
        return new Answer(kind, name, Outcome.FAILED, "threw " + Texts.describe(thrown));
    }

    static Answer notAsked(HookKind kind, String name, Throwable thrown) {
        return new Answer(kind, name, Outcome.FAILED, "could not be asked: " + Texts.describe(thrown));
    }

    static Answer late(HookKind kind, String name, Duration limit) {
        return new Answer(kind, name, Outcome.TIMED_OUT, "did not answer within " + Texts.duration(limit));
    }

    static Answer stillRunning(HookKind kind, String name) {
        return new Answer(kind, name, Outcome.TIMED_OUT, "is still running");
    }

    /** Whether it said yes. */
    public boolean isAllowed() {
        return outcome == Outcome.ALLOWED;
    }

    /** As one sentence. */
    public String sentence() {
        return kind.noun() + " '" + PrintableText.of(name) + "' " + words;
    }

    /** As a reason against; only of an answer that is not a yes. */
    public Reason reason() {
        return switch (outcome) {
            case ALLOWED -> throw new IllegalStateException(sentence());
            case REFUSED -> new Reason(Reason.Kind.GUARD_REFUSED, name, sentence());
            case FAILED -> new Reason(Reason.Kind.GUARD_FAILED, name, sentence());
            case TIMED_OUT -> new Reason(Reason.Kind.GUARD_TIMED_OUT, name, sentence());
        };
    }
}
