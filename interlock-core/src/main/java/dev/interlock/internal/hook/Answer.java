package dev.interlock.internal.hook;

import dev.interlock.PrintableText;
import dev.interlock.Reason;
import dev.interlock.internal.text.ErrorText;
import dev.interlock.internal.text.Texts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking one hook.
 *
 * @param kind    what sort of hook
 * @param name    its name
 * @param outcome what came of it
 * @param brief   the outcome as a phrase that follows the name, without what an exception says
 * @param said    what the hook's own exception said; null if it threw none, or said nothing
 */
public record Answer(
        HookKind kind,
        String name,
        Outcome outcome,
        String brief,
        @Nullable String said) {

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
        return new Answer(kind, name, Outcome.ALLOWED, "allows it", null);
    }

    static Answer refused(HookKind kind, String name) {
        return new Answer(kind, name, Outcome.REFUSED, "refused", null);
    }

    static Answer threw(HookKind kind, String name, Throwable thrown) {
        return new Answer(kind, name, Outcome.FAILED, "threw " + Texts.typeOf(thrown), Texts.messageOf(thrown));
    }

    static Answer notAsked(HookKind kind, String name, Throwable thrown) {
        return new Answer(
                kind, name, Outcome.FAILED, "could not be asked: " + Texts.typeOf(thrown), Texts.messageOf(thrown));
    }

    static Answer late(HookKind kind, String name, Duration limit) {
        return new Answer(kind, name, Outcome.TIMED_OUT, "did not answer within " + Texts.duration(limit), null);
    }

    static Answer stillRunning(HookKind kind, String name) {
        return new Answer(kind, name, Outcome.TIMED_OUT, "is still running", null);
    }

    /** Whether it said yes. */
    public boolean isAllowed() {
        return outcome == Outcome.ALLOWED;
    }

    /** As one sentence. */
    public String sentence() {
        return subject() + words();
    }

    /** The outcome as a phrase that follows the name. */
    public String words() {
        return brief + (said == null || said.isBlank() ? "" : ": " + PrintableText.of(said));
    }

    /** As an error: what the hook's own exception said is kept apart. */
    public ErrorText errorText() {
        return ErrorText.of(subject() + brief, said);
    }

    private String subject() {
        return kind.noun() + " '" + PrintableText.of(name) + "' ";
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
