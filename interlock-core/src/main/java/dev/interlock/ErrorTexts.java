package dev.interlock;

import java.util.Optional;

/**
 * What is said of an error where others than the one who met it can read it; see {@link InterlockSettings.Builder#errorText}. Called when a
 * message is asked for, on the thread that asks, by many at once. One that throws is counted among the hook failures, and then only the type is
 * said.
 */
@FunctionalInterface
public interface ErrorTexts {

    /**
     * The words for one error.
     *
     * @param type    what failed, in the library's words or as the simple name of a class, as {@code ConnectException}
     * @param message what the error says itself, at most 1,024 characters, not cleaned; empty if nothing
     * @return one line, of which 512 characters are kept; empty to say nothing of the error
     */
    String words(String type, Optional<String> message);

    /**
     * Type and message, as {@code ConnectException: refused}.
     *
     * @return the default
     */
    static ErrorTexts full() {
        return (type, message) -> message.filter(text -> !text.isBlank())
                .map(text -> type + ": " + PrintableText.of(text))
                .orElse(type);
    }

    /**
     * The type only, as {@code ConnectException}: what an error says itself can name users, hosts and secrets.
     *
     * @return texts without messages
     */
    static ErrorTexts typeOnly() {
        return (type, message) -> type;
    }

    /**
     * Nothing at all.
     *
     * @return empty texts
     */
    static ErrorTexts none() {
        return (type, message) -> "";
    }
}
