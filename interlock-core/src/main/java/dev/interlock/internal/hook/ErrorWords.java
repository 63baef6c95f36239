package dev.interlock.internal.hook;

import dev.interlock.ErrorTexts;
import dev.interlock.PrintableText;
import dev.interlock.internal.text.ErrorText;
import java.util.Optional;

/** What is said of an error that leaves the process: what the user's {@link ErrorTexts} leave of it. Never throws. */
public final class ErrorWords {

    /** Longer ones are cut: room for a type and a message of the length that messages have everywhere. */
    private static final int MAX_LENGTH = 2 * PrintableText.MAX_LENGTH;

    private final ErrorTexts texts;
    private final HookFailures failures;

    /** Words by the user's rule. */
    public ErrorWords(ErrorTexts texts, HookFailures failures) {
        this.texts = texts;
        this.failures = failures;
    }

    /** One printable line; empty if nothing is to be said. */
    public String words(ErrorText error) {
        try {
            return PrintableText.of(texts.words(error.type(), Optional.ofNullable(error.message())), MAX_LENGTH);
        } catch (Throwable thrown) { // or null: better too little than what was to be left out
            failures.threw(HookKind.PREDICATE, "errorText", thrown);
            return PrintableText.of(error.type());
        }
    }
}
